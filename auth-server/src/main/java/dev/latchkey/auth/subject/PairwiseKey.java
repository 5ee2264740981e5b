package dev.latchkey.auth.subject;

import dev.latchkey.auth.secret.Sealed;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The key of which pairwise subjects are made. It is random, made by the first node that starts, and never another one: a key
 * derived from the operator's would change when those are rotated, and every person's subjects with it.
 */
@Repository
class PairwiseKey implements InitializingBean {

    static final String PURPOSE = "pairwise_key.key";

    private static final String NAME = "subject";
    private static final byte[] ASSOCIATED_DATA = (PURPOSE + "/" + NAME).getBytes(StandardCharsets.UTF_8);
    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final SecretKeys secretKeys;
    private final Clock clock;
    private volatile byte[] value = {};

    PairwiseKey(JdbcClient jdbc, SecretKeys secretKeys, Clock clock) {
        this.jdbc = jdbc;
        this.secretKeys = secretKeys;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        Sealed sealed = secretKeys.seal(fresh, ASSOCIATED_DATA);
        jdbc.sql("""
                        insert into pairwise_key (name, sealed_with, sealed_key, created_at) values (:name, :with, :key, :now)
                        on conflict do nothing
                        """)
                .param("name", NAME)
                .param("with", sealed.keyId())
                .param("key", sealed.ciphertext())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        // Another node may have been first: what is in the table counts.
        Sealed stored = jdbc.sql("select sealed_with, sealed_key from pairwise_key where name = :name")
                .param("name", NAME)
                .query((row, n) -> new Sealed(row.getString("sealed_with"), row.getBytes("sealed_key")))
                .single();
        value = secretKeys.open(stored, ASSOCIATED_DATA);
    }

    byte[] value() {
        return value;
    }
}
