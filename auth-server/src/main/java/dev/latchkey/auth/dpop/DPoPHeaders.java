package dev.latchkey.auth.dpop;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** The {@code DPoP} headers of a token request, carried to whoever answers it. */
public final class DPoPHeaders extends WebAuthenticationDetails {

    public static final String NAME = "DPoP";

    private final transient List<String> values;

    public DPoPHeaders(HttpServletRequest request) {
        super(request);
        this.values = List.copyOf(Collections.list(request.getHeaders(NAME)));
    }

    /** One value for each header that was sent, empty ones too. */
    public List<String> values() {
        return values;
    }
}
