package dev.latchkey.auth.account;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Answers for hashes whose method nobody here knows: they never match. Usually the key that was their pepper has been
 * taken away, which locks people out and which only the operator can mend.
 */
final class UnknownMethod implements PasswordEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownMethod.class);

    @Override
    public String encode(@Nullable CharSequence password) {
        throw new UnsupportedOperationException("Nothing is stored under an unknown method");
    }

    @Override
    public boolean matches(@Nullable CharSequence presented, @Nullable String stored) {
        LOG.error("A stored password hash names a method or a pepper that is not configured, and can match nothing."
                + " If a key was removed from LATCHKEY_SECRET_KEYS, put it back at the end of the list.");
        return false;
    }
}
