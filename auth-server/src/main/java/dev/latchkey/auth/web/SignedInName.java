package dev.latchkey.auth.web;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** How the signed-in pages call the person they are for. Implemented where people are known; without a bean, no name is shown. */
@FunctionalInterface
public interface SignedInName {

    /** The name to show, or {@code null} if there is none. */
    @Nullable
    String of(Authentication authentication);
}
