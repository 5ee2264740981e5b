package dev.latchkey.auth.startup;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Refuses a compressed request: nothing here unpacks one, and what is never unpacked cannot explode.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16">RFC 9110 section 15.5.16</a>
 */
class RequestCodingValve extends ValveBase {

    RequestCodingValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String coding = request.getHeader("Content-Encoding");
        if (coding == null || coding.equalsIgnoreCase("identity")) {
            getNext().invoke(request, response);
        } else {
            response.setHeader("Accept-Encoding", "identity");
            response.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        }
    }
}
