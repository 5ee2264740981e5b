package dev.latchkey.auth.bootstrap;

import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.SecretKeys;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers which secrets of the file were applied. A secret is applied when the file says something new, and not again at
 * each start: a password that its owner changed, and a client secret that a developer rotated, stay what they made it.
 * What is remembered is a hash under a key that is not in the database.
 */
@Component
class AppliedSecrets {

    private static final String PURPOSE = "bootstrap-secret";

    private final JdbcClient jdbc;
    private final List<byte[]> keys;

    AppliedSecrets(JdbcClient jdbc, SecretKeys secretKeys) {
        this.jdbc = jdbc;
        this.keys = secretKeys.deriveAll(PURPOSE);
    }

    /** Runs the import unless this secret was the last one applied to the subject. */
    void applyOnce(String subject, String secret, Runnable imported) {
        byte[] newest = HmacSha256.of(keys.get(0), subject, secret);
        Optional<byte[]> stored = jdbc.sql("select fingerprint from bootstrap_secret where subject = :subject")
                .param("subject", subject)
                .query(byte[].class)
                .optional();
        if (stored.isPresent() && MessageDigest.isEqual(stored.get(), newest)) {
            return;
        }
        if (stored.isEmpty() || !isOfAnOlderKey(stored.get(), subject, secret)) {
            imported.run();
        }
        jdbc.sql("""
                        insert into bootstrap_secret (subject, fingerprint) values (:subject, :fingerprint)
                        on conflict (subject) do update set fingerprint = excluded.fingerprint""").param("subject", subject).param("fingerprint", newest).update();
    }

    /** The file has no such secret any more. */
    void forget(String subject) {
        jdbc.sql("delete from bootstrap_secret where subject = :subject")
                .param("subject", subject)
                .update();
    }

    private boolean isOfAnOlderKey(byte[] stored, String subject, String secret) {
        return keys.stream()
                .skip(1)
                .anyMatch(key -> MessageDigest.isEqual(stored, HmacSha256.of(key, subject, secret)));
    }
}
