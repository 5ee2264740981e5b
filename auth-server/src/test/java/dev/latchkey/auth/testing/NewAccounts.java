package dev.latchkey.auth.testing;

import dev.latchkey.auth.account.PasswordHashes;
import dev.latchkey.auth.bootstrap.TotpSecretImport;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.codec.binary.Base32;

/** People that only one test knows, for tests that leave traces on an account. */
public final class NewAccounts {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AuthServer server;

    public NewAccounts(AuthServer server) {
        this.server = server;
    }

    /** Signs in with a password alone. */
    public TestAccount withPassword() {
        return create("");
    }

    /** Has an authenticator app. */
    public TestAccount withTotp() {
        byte[] seed = new byte[20];
        RANDOM.nextBytes(seed);
        TestAccount account = create(new Base32().encodeToString(seed));
        server.bean(TotpSecretImport.class).importSecret(idOf(account), seed);
        return account;
    }

    /** May administer, and has the second factor that this takes. */
    public TestAccount administrator() {
        TestAccount account = withTotp();
        giveRole(account, "USER");
        giveRole(account, "ADMIN");
        return account;
    }

    public void giveRole(TestAccount account, String role) {
        server.database()
                .sql("insert into account_role (account_id, role) values (:id, :role)")
                .param("id", idOf(account))
                .param("role", role)
                .update();
    }

    public void takeRole(TestAccount account, String role) {
        server.database()
                .sql("delete from account_role where account_id = :id and role = :role")
                .param("id", idOf(account))
                .param("role", role)
                .update();
    }

    public UUID idOf(TestAccount account) {
        return server.database()
                .sql("select id from account where username = :name")
                .param("name", account.username())
                .query(UUID.class)
                .single();
    }

    private TestAccount create(String totpSecret) {
        String name = "person-" + COUNT.incrementAndGet();
        TestAccount account = TestAccount.of(name, "password of " + name, totpSecret);
        server.database()
                .sql("""
                        insert into account (id, username, username_key, email, email_key, email_verified, name, password_hash,
                                             enabled, created_at, updated_at, version)
                        values (:id, :name, :name, :email, :email, true, :name, :hash, true, now(), now(), 0)
                        """)
                .param("id", UUID.randomUUID())
                .param("name", name)
                .param("email", name + "@example.test")
                .param("hash", server.bean(PasswordHashes.class).hash(account.password()))
                .update();
        return account;
    }
}
