package dev.latchkey.auth.session;

import java.util.Optional;
import java.util.UUID;

/** Knows whom an application means by a {@code login_hint}. What is found is compared with who is signed in, and not told. */
public interface AccountHints {

    Optional<UUID> accountOf(String loginHint);
}
