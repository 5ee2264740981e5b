package dev.latchkey.auth.account;

import dev.latchkey.auth.secret.SecretKeys;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes of passwords at a tenth of the least price that an operator can set. The tests sign in some ten thousand times: at the
 * real price that was three quarters of all they did.
 */
public final class CheapPasswordHashes implements ApplicationContextInitializer<GenericApplicationContext> {

    private static final int KIBIBYTES = 4096;

    @Override
    public void initialize(GenericApplicationContext context) {
        context.registerBean(
                "cheapPasswordHashes",
                PasswordHashes.class,
                () -> new PasswordHashes(
                        context.getBean(SecretKeys.class),
                        context.getBean(PasswordProperties.class),
                        new Argon2PasswordEncoder(16, 32, 1, KIBIBYTES, 1)),
                definition -> definition.setPrimary(true));
    }
}
