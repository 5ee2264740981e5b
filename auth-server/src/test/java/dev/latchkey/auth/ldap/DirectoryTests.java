package dev.latchkey.auth.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.CannedResponseRequestHandler;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the directory is asked, and when its answer counts. */
class DirectoryTests {

    private TestDirectory ldap;
    private Directory directory;

    @BeforeEach
    void start() throws Exception {
        ldap = new TestDirectory();
        directory = new Directory(properties(Map.of()));
    }

    @AfterEach
    void stop() {
        directory.destroy();
        ldap.close();
    }

    @Test
    void findsOnePersonAndTriesTheirPassword() throws Exception {
        TestDirectory.Person alice = ldap.newPerson();

        Optional<DirectoryPerson> found = directory.authenticate(alice.uid(), alice.password());

        assertThat(found).isPresent();
        assertThat(found.get().username()).isEqualTo(alice.uid());
        assertThat(found.get().email()).isEqualTo(alice.email());
        assertThat(found.get().name()).isEqualTo("Person of the Directory");
        assertThat(directory.authenticate(" " + alice.uid().toUpperCase(java.util.Locale.ROOT) + " ", alice.password()))
                .as("the same person")
                .map(DirectoryPerson::id)
                .hasValue(found.get().id());
        assertThat(directory.confirms(found.get().id(), alice.password())).isTrue();
        assertThat(directory.confirms(found.get().id(), "another")).isFalse();
        assertThat(directory.authenticate(alice.uid(), alice.password() + "x")).isEmpty();
    }

    @Test
    void refusesAnEmptyPasswordBeforeItAsks() throws Exception {
        TestDirectory.Person alice = ldap.newPerson();
        String id = directory
                .authenticate(alice.uid(), alice.password())
                .orElseThrow()
                .id();
        ldap.forget();

        assertThat(directory.authenticate(alice.uid(), "")).isEmpty();
        assertThat(directory.authenticate(alice.uid(), "\0")).isEmpty();
        assertThat(directory.authenticate(alice.uid(), "x".repeat(5000))).isEmpty();
        assertThat(directory.authenticate("", alice.password())).isEmpty();
        assertThat(directory.confirms(id, "")).isFalse();

        assertThat(ldap.binds()).isEmpty();
        assertThat(ldap.filters()).isEmpty();
    }

    @Test
    void takesWhatWasTypedForAValueAndNothingElse() throws Exception {
        TestDirectory.Person alice = ldap.newPerson();
        for (String typed : List.of(
                "*",
                alice.uid().substring(0, 4) + "*",
                alice.uid() + ")(uid=*",
                "*)(|(uid=*",
                alice.uid() + ")(objectClass=*))(|(uid=x",
                "\\2a",
                alice.uid() + "\\00",
                "uid=" + alice.uid(),
                alice.dn())) {
            assertThat(directory.authenticate(typed, alice.password()))
                    .as(typed)
                    .isEmpty();
        }
        assertThat(ldap.filters()).contains("(uid=\\2a)").allMatch(filter -> filter.startsWith("(uid="));
    }

    /** A directory folds spaces; a name that the brakes count as another one is to be another one. */
    @Test
    void takesNoSecondSpellingOfAName() throws Exception {
        TestDirectory.Person spaced = ldap.person("two words", "a good password");
        assertThat(directory.authenticate("two words", spaced.password())).isPresent();
        assertThat(directory.authenticate("two  words", spaced.password())).isEmpty();
    }

    @Test
    void letsNobodyInByANameOfTwo() throws Exception {
        Directory byAddress = new Directory(properties(Map.of("user-filter", "(|(uid={0})(mail={0}))")));
        TestDirectory.Person one = ldap.newPerson();
        TestDirectory.Person other = ldap.newPerson();
        assertThat(byAddress.authenticate(one.email(), one.password())).isPresent();
        ldap.change(other, "mail", one.email());
        assertThat(byAddress.authenticate(one.email(), one.password())).isEmpty();
        assertThat(byAddress.authenticate(one.email(), other.password())).isEmpty();
        byAddress.destroy();
    }

    @Test
    void refusesEntriesThatAreDisabledAndThoseWithoutAnId() throws Exception {
        TestDirectory.Person alice = ldap.newPerson();
        ldap.change(alice, "userAccountControl", "514");
        assertThat(directory.authenticate(alice.uid(), alice.password())).isEmpty();
        ldap.change(alice, "userAccountControl", "512");
        assertThat(directory.authenticate(alice.uid(), alice.password())).isPresent();
        ldap.change(alice, "nsAccountLock", "TRUE");
        assertThat(directory.authenticate(alice.uid(), alice.password())).isEmpty();

        Directory without = new Directory(properties(Map.of("id-attribute", "employeeNumber")));
        TestDirectory.Person bob = ldap.newPerson();
        assertThat(without.authenticate(bob.uid(), bob.password())).isEmpty();
        ldap.change(bob, "employeeNumber", "17");
        assertThat(without.authenticate(bob.uid(), bob.password()))
                .map(DirectoryPerson::id)
                .hasValue("17");
        without.destroy();
    }

    /** As many questions for nobody, for a wrong password and for somebody who is not asked about: the time tells little. */
    @Test
    void asksAsMuchForNobodyAsForSomebody() throws Exception {
        TestDirectory.Person alice = ldap.newPerson();
        directory.authenticate(alice.uid(), "wrong");
        int searches = ldap.filters().size();
        int binds = ldap.binds().size();
        ldap.forget();
        directory.authenticate("nobody", "wrong");
        assertThat(ldap.filters()).hasSize(searches);
        assertThat(ldap.binds()).hasSize(binds);
        ldap.forget();
        directory.pretend(alice.uid());
        assertThat(ldap.filters()).hasSize(searches);
        assertThat(ldap.binds()).hasSize(binds).noneMatch(dn -> dn.equals(alice.dn()));
    }

    @Test
    void knowsActiveDirectoryByItsDomain() throws Exception {
        Directory active = new Directory(properties(Map.of("active-directory-domain", "corp.example.com")));
        TestDirectory.Person alice = ldap.newPerson();
        ldap.change(alice, "objectClass", "user");
        ldap.change(alice, "objectCategory", "person");
        ldap.change(alice, "sAMAccountName", "alice");
        ldap.change(alice, "userPrincipalName", "alice@corp.example.com");
        ldap.change(alice, "objectGUID", "0123456789abcdef");
        String hex = "30313233343536373839616263646566";

        assertThat(active.authenticate("alice", alice.password()))
                .map(DirectoryPerson::id)
                .hasValue(hex);
        assertThat(active.authenticate("alice@corp.example.com", alice.password()))
                .isPresent();
        assertThat(active.confirms(hex, alice.password())).isTrue();
        active.destroy();
    }

    @Test
    void knowsRolesByGroups() throws Exception {
        String group = "cn=auditors,ou=groups," + TestDirectory.BASE;
        Directory withRoles = new Directory(properties(Map.of(
                "roles.AUDITOR", "CN=Auditors, OU=groups, " + TestDirectory.BASE, "assignable-roles", "AUDITOR")));
        TestDirectory.Person alice = ldap.newPerson();
        assertThat(withRoles
                        .authenticate(alice.uid(), alice.password())
                        .orElseThrow()
                        .roles())
                .isEmpty();
        ldap.change(alice, "memberOf", "cn=others," + TestDirectory.BASE, group);
        assertThat(withRoles
                        .authenticate(alice.uid(), alice.password())
                        .orElseThrow()
                        .roles())
                .containsExactly("AUDITOR");
        withRoles.destroy();
    }

    @Test
    void saysInTimeThatTheDirectoryDoesNotAnswer() {
        ldap.hang();
        long before = System.nanoTime();
        assertThatThrownBy(() -> directory.authenticate("somebody", "password"))
                .isInstanceOf(DirectoryUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        ldap.goOn();
        ldap.goDown();
        assertThatThrownBy(() -> directory.authenticate("somebody", "password"))
                .isInstanceOf(DirectoryUnavailableException.class);
        assertThatThrownBy(() -> directory.test()).isInstanceOf(DirectoryUnavailableException.class);
    }

    @Test
    void asksNobodyButTheDirectoryThatItWasTold() {
        Directory wrongReader = new Directory(properties(Map.of("bind-password", "another")));
        assertThatThrownBy(() -> wrongReader.authenticate("somebody", "password"))
                .isInstanceOf(DirectoryUnavailableException.class);
        wrongReader.destroy();
        Directory noTls = new Directory(properties(Map.of("start-tls", "true")));
        assertThatThrownBy(() -> noTls.authenticate("somebody", "password"))
                .as("not in clear when TLS cannot be had")
                .isInstanceOf(DirectoryUnavailableException.class);
        noTls.destroy();
    }

    /** Whoever is named there would be told the password, and could say that it is right. */
    @Test
    void followsNobodyToAnotherDirectory() throws Exception {
        AtomicInteger visits = new AtomicInteger();
        Entry somebody = new Entry("dn: uid=somebody," + TestDirectory.BASE, "uid: somebody", "entryUUID: 1");
        LDAPListener evil = listening(
                new CannedResponseRequestHandler(ResultCode.SUCCESS, null, null, null, List.of(somebody), List.of()));
        try (LdapFront elsewhere = new LdapFront(ldap)) {
            elsewhere.behave(visitor -> {
                visits.incrementAndGet();
                elsewhere.passingTo(evil.getListenPort()).meet(visitor);
            });
            LDAPListener referring = listening(new CannedResponseRequestHandler(
                    ResultCode.REFERRAL, null, null, List.of(elsewhere.url() + "/" + TestDirectory.BASE)));
            Directory sentAway = new Directory(properties(Map.of(
                    "url", "ldap://localhost:" + referring.getListenPort(), "bind-dn", "", "bind-password", "")));
            try {
                assertThatThrownBy(() -> sentAway.authenticate("somebody", "password"))
                        .isInstanceOf(DirectoryUnavailableException.class);
                assertThat(visits).hasValue(0);
            } finally {
                sentAway.destroy();
                referring.shutDown(true);
            }
        } finally {
            evil.shutDown(true);
        }
    }

    private static LDAPListener listening(LDAPListenerRequestHandler handler) throws IOException {
        LDAPListener listener = new LDAPListener(new LDAPListenerConfig(0, handler));
        listener.startListening();
        return listener;
    }

    @Test
    void refusesSettingsThatAreNotSafe() {
        for (Map<String, String> wrong : List.of(
                Map.of("url", "ldap://directory.example.com"),
                Map.of("url", "http://directory.example.com"),
                Map.of("url", "ldaps://directory.example.com", "start-tls", "true"),
                Map.of("base-dn", ""),
                Map.of("base-dn", "not a name"),
                Map.of("user-filter", "(uid=alice)"),
                Map.of("user-filter", "(uid={0}"),
                Map.of("timeout", "10s"),
                Map.of("timeout", "0s"),
                Map.of("connect-timeout", "6s"),
                Map.of("concurrency", "0"),
                Map.of("roles.ADMIN", "cn=admins," + TestDirectory.BASE),
                Map.of("roles.ADMIN", "cn=admins," + TestDirectory.BASE, "assignable-roles", "AUDITOR"),
                Map.of("roles.AUDITOR", "no name", "assignable-roles", "AUDITOR"))) {
            assertThatThrownBy(() -> properties(wrong))
                    .as(wrong.toString())
                    .rootCause()
                    .isInstanceOfAny(IllegalArgumentException.class, com.unboundid.ldap.sdk.LDAPException.class);
        }
        assertThat(properties(Map.of("url", "ldaps://directory.example.com")).isThere())
                .isTrue();
        assertThat(properties(Map.of("url", "ldap://directory.example.com", "start-tls", "true"))
                        .toString())
                .doesNotContain(TestDirectory.READER_PASSWORD);
        assertThatIllegalArgumentException().isThrownBy(() -> LdapRules.parsed("gopher://x"));
    }

    private LdapProperties properties(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "url", ldap.url(),
                "base-dn", TestDirectory.BASE,
                "bind-dn", TestDirectory.READER,
                "bind-password", TestDirectory.READER_PASSWORD,
                "timeout", "2s"));
        settings.putAll(changes);
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("latchkey.ldap." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bindOrCreate("latchkey.ldap", LdapProperties.class);
    }
}
