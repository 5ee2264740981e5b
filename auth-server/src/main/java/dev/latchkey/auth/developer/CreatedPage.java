package dev.latchkey.auth.developer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param secret shown once; null for an application that has none */
record CreatedPage(ApplicationHead head, @Nullable String secret, String issuer, List<Snippet> snippets) {

    /** Never the secret: this ends in logs. */
    @Override
    public String toString() {
        return "CreatedPage[" + head.clientId() + "]";
    }
}
