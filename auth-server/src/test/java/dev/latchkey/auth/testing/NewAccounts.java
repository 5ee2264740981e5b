package dev.latchkey.auth.testing;

import dev.latchkey.auth.account.PasswordHashes;
import dev.latchkey.auth.bootstrap.TotpSecretImport;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
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
        return create();
    }

    /** Has an authenticator app. */
    public TestAccount withTotp() {
        return enrolled(withPassword());
    }

    /** The same person, with an authenticator app from now on. */
    public TestAccount enrolled(TestAccount account) {
        byte[] seed = new byte[20];
        RANDOM.nextBytes(seed);
        server.bean(TotpSecretImport.class).importSecret(idOf(account), seed);
        return TestAccount.of(account.username(), account.password(), new Base32().encodeToString(seed));
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

    /** Makes everything that the person has shown in any browser be longer ago. */
    public void letFactorsAge(TestAccount account, Duration by) {
        server.database()
                .sql("""
                        update browser_session s set factors = (
                          select jsonb_object_agg(f.key, to_char((f.value #>> '{}')::timestamptz at time zone 'UTC'
                                   - make_interval(secs => :seconds), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                          from jsonb_each(s.factors) f)
                        where s.account_id = :account
                        """)
                .param("seconds", by.toSeconds())
                .param("account", idOf(account))
                .update();
    }

    /** Gives the account an address that it had until lately. @param undoFor how long its owner can still go back to it */
    public void changedAwayFrom(String address, UUID account, String undoFor) {
        server.database()
                .sql("""
                        insert into email_change_undo (link_hash, account_id, email, changed_at, expires_at)
                        values (sha256(cast(:address as bytea)), :account, :address, now(), now() + cast(:for as interval))
                        """)
                .param("address", address)
                .param("account", account)
                .param("for", undoFor)
                .update();
    }

    /** Gives a password to somebody who is signed in with this browser and has none, by the code that is mailed to them. */
    public Browser addPassword(Browser browser, String email, String password) {
        String page = "/account/password/new";
        browser.open(page).submit(page + "/code", Map.of());
        String code =
                server.mailbox().awaitTo(email, "Your code to add a password").code();
        return browser.submit(page, Map.of("code", code, "password", password, "passwordConfirmation", password));
    }

    public UUID idOf(TestAccount account) {
        return server.database()
                .sql("select id from account where username = :name")
                .param("name", account.username())
                .query(UUID.class)
                .single();
    }

    private TestAccount create() {
        String name = "person-" + COUNT.incrementAndGet();
        TestAccount account = TestAccount.of(name, "password of " + name, "");
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
