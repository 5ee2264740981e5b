package dev.latchkey.auth.requestlog;

import dev.latchkey.auth.web.Issuer;
import org.springframework.stereotype.Component;

/** The addresses that errors carry (RFC 6749 §4.1.2.1, §5.2). */
@Component
public class ErrorUris {

    private final Issuer issuer;

    ErrorUris(Issuer issuer) {
        this.issuer = issuer;
    }

    /** Where the refusal of this id is explained. */
    public String of(String id) {
        return issuer.url(ExplanationController.PATH + id);
    }
}
