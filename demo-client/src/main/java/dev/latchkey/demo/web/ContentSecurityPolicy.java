package dev.latchkey.demo.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;

/**
 * Only what carries the nonce of this very answer is executed or styles the page. Nothing may frame it, and its forms
 * go to this application and, through redirects, to the authorization server.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
@Component
class ContentSecurityPolicy implements HeaderWriter {

    private static final String NONCE = ContentSecurityPolicy.class.getName() + ".NONCE";

    private final SecureRandom random = new SecureRandom();

    private final String formTargets;

    ContentSecurityPolicy(@Value("${latchkey.issuer}") URI issuer) {
        this.formTargets = "'self' " + issuer.getScheme() + "://" + issuer.getAuthority();
    }

    /** The nonce of this answer: 128 bits, made when first asked for. */
    String nonce(HttpServletRequest request) {
        if (request.getAttribute(NONCE) instanceof String nonce) {
            return nonce;
        }
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        request.setAttribute(NONCE, nonce);
        return nonce;
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        String nonce = nonce(request);
        response.setHeader(
                "Content-Security-Policy",
                String.join(
                        "; ",
                        "default-src 'none'",
                        "script-src 'nonce-" + nonce + "'",
                        "style-src 'nonce-" + nonce + "'",
                        "img-src 'self'",
                        "form-action " + formTargets,
                        "base-uri 'none'",
                        "object-src 'none'",
                        "frame-ancestors 'none'"));
    }
}
