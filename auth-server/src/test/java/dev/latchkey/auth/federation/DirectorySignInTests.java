package dev.latchkey.auth.federation;

import static dev.latchkey.auth.federation.DirectoryServer.count;
import static dev.latchkey.auth.federation.DirectoryServer.signIn;
import static dev.latchkey.auth.federation.DirectoryServer.signedUp;
import static dev.latchkey.auth.federation.DirectoryServer.whoIsIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.ldap.TestDirectory;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.TestAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signing in with a password of the directory, on the ordinary page, and everything that must not work. */
class DirectorySignInTests {

    private static final TestDirectory ldap = DirectoryServer.ldap();
    private static final AuthServer server = DirectoryServer.running();
    private static final NewAccounts people = new NewAccounts(server);

    @AfterEach
    void letTheDirectoryAnswer() {
        ldap.goOn();
    }

    @Test
    void makesAnAccountAfterShowingWhatWillBeStoredAndKnowsThePersonAgain() {
        TestDirectory.Person person = ldap.newPerson();
        Browser browser = signIn(person.uid(), person.password());

        assertThat(browser.at("/signup/federated")).as(browser.page().body()).isTrue();
        assertThat(browser.page().body())
                .contains("Example Company", person.email(), "Person of the Directory", person.uid());
        assertThat(accountsWith(person.email())).isZero();
        browser.submit("/signup/federated", Map.of("username", person.uid(), "name", "Chosen Name"));

        assertThat(whoIsIn(browser)).isEqualTo(person.uid());
        assertThat(factorsOf(person.uid())).containsExactly("PASSWORD");
        assertThat(passwordHashesOf(person.uid())).as("kept here").isZero();
        assertThat(whoIsIn(signIn(person.uid(), person.password()))).isEqualTo(person.uid());
        assertThat(whoIsIn(signIn(person.email(), person.password()))).isEqualTo(person.uid());
        assertThat(server.mailbox().awaitTo(person.email()).text()).contains("Example Company");
    }

    @Test
    void neverTakesOverAnAccountOfTheSameName() {
        TestAccount local = people.withPassword();
        TestDirectory.Person namesake = ldap.person(local.username(), "another password altogether");
        ldap.forget();

        assertRefused(signIn(local.username(), namesake.password()));
        assertThat(ldap.binds()).as("tried there").doesNotContain(namesake.dn());
        assertThat(whoIsIn(signIn(local.username(), local.password()))).isEqualTo(local.username());
        Browser byAddress = signIn(namesake.email(), namesake.password());
        assertThat(byAddress.at("/signup/federated")).isTrue();
        assertThat(byAddress.open("/account").at("/login")).isTrue();
        byAddress
                .open("/signup/federated")
                .submit("/signup/federated", Map.of("username", local.username(), "name", "Name"));
        assertThat(byAddress.page().statusCode()).as("the name is taken").isEqualTo(400);
    }

    @Test
    void letsNobodyIntoAnAccountWithoutAPasswordThatIsCalledLikeThem() {
        TestAccount local = people.withPassword();
        server.database()
                .sql("update account set password_hash = null where username = :name")
                .param("name", local.username())
                .update();
        TestDirectory.Person namesake = ldap.person(local.username(), "the password of a namesake");
        Browser browser = signIn(local.username(), namesake.password());
        assertThat(browser.at("/signup/federated")).isTrue();
        assertThat(browser.open("/account").at("/login")).isTrue();
        assertThat(identitiesOf(local)).isZero();
    }

    @Test
    void linksNothingByAddressButAfterItsOwnerConfirms() {
        TestAccount local = people.withPassword();
        TestDirectory.Person person = ldap.newPerson();
        ldap.change(person, "mail", local.username() + "@example.test");
        Browser browser = signIn(person.uid(), person.password());
        assertThat(browser.page().body()).contains("Sign in and link");
        assertThat(browser.open("/account").at("/login")).isTrue();
        assertThat(identitiesOf(local)).isZero();

        browser.open("/account/identities/new");
        browser.submit("/login", Map.of("username", local.username(), "password", local.password()));
        assertThat(browser.at("/account/identities/new")).isTrue();
        browser.submit("/account/identities/new", Map.of());
        assertThat(identitiesOf(local)).isEqualTo(1);
        assertThat(whoIsIn(signIn(person.uid(), person.password()))).isEqualTo(local.username());
        assertThat(whoIsIn(signIn(local.username(), person.password())))
                .as("a password of the directory goes with the name there")
                .isEmpty();
        assertThat(whoIsIn(signIn(local.username(), local.password()))).isEqualTo(local.username());
    }

    @Test
    void saysTheSameToUnknownWrongAndDisabled() {
        TestDirectory.Person person = ldap.newPerson();
        TestDirectory.Person disabled = signedUp();
        ldap.change(disabled, "nsAccountLock", "TRUE");
        String unknown = refusal("nobody-" + UUID.randomUUID(), "password");
        assertThat(refusal(person.uid(), "wrong password")).isEqualTo(unknown);
        assertThat(refusal(disabled.uid(), disabled.password())).isEqualTo(unknown);
        assertThat(refusal(people.withPassword().username(), "wrong password")).isEqualTo(unknown);
        ldap.forget();
        assertThat(refusal(person.uid(), "")).isEqualTo(unknown);
        assertThat(ldap.binds()).as("an empty password is tried nowhere").isEmpty();
        assertThat(refusal("*)(uid=*", person.password())).isEqualTo(unknown);
    }

    @Test
    void brakesGuessesAtPasswordsOfTheDirectory() {
        TestDirectory.Person person = ldap.newPerson();
        int status = 0;
        for (int i = 0; i < 40 && status != 429; i++) {
            status = signIn(person.uid(), "guess " + i).page().statusCode();
        }
        assertThat(status).isEqualTo(429);
        ldap.forget();
        assertThat(signIn(person.uid(), person.password()).page().statusCode()).isEqualTo(429);
        assertThat(ldap.binds()).isEmpty();
    }

    /** Two people are called the same, one here and one there; who of them is right about theirs says nothing of the other's. */
    @Test
    void forgivesNoGuessesAtThePasswordOfSomebodyElse() {
        TestDirectory.Person person = signedUp();
        TestDirectory.Person namesake = ldap.newPerson();
        TestAccount account = people.withPassword();
        server.database()
                .sql("update federated_identity set account_id = :id where label = :label")
                .param("id", people.idOf(account))
                .param("label", person.email())
                .update();
        server.database()
                .sql("update account set username = :name, username_key = :name where id = :id")
                .param("name", namesake.uid())
                .param("id", people.idOf(account))
                .update();
        int status = 401;
        for (int i = 0; i < 40 && status == 401; i++) {
            status = signIn(namesake.uid(), "guess " + i).page().statusCode();
            if (status == 401) {
                assertThat(signIn(namesake.uid(), namesake.password()).at("/signup/federated"))
                        .isTrue();
            }
        }
        assertThat(status).as("the guesses are counted all the same").isEqualTo(429);
    }

    @Test
    void letsNobodyInWhoIsGoneThereOrDisabledHere() {
        TestDirectory.Person gone = signedUp();
        ldap.remove(gone);
        assertRefused(signIn(gone.uid(), gone.password()));
        TestDirectory.Person disabled = signedUp();
        server.database()
                .sql("update account set enabled = false where username = :name")
                .param("name", disabled.uid())
                .update();
        assertRefused(signIn(disabled.uid(), disabled.password()));
    }

    @Test
    void knowsPeopleByWhatNeverChanges() {
        TestDirectory.Person person = signedUp();
        ldap.remove(person);
        TestDirectory.Person another = ldap.person(person.uid(), "whoever is called so now");
        Browser browser = signIn(another.uid(), another.password());
        assertThat(browser.at("/signup/federated")).as("somebody else").isTrue();
        assertThat(browser.page().body()).contains("Sign in and link");
        assertThat(browser.open("/account").at("/login")).isTrue();
    }

    @Test
    void asksForTheSecondFactorOfTheAccount() {
        TestDirectory.Person person = signedUp();
        TestAccount account = people.enrolled(TestAccount.of(person.uid(), person.password(), ""));
        Browser browser = signIn(person.uid(), person.password());
        assertThat(browser.at("/mfa/totp")).isTrue();
        assertThat(browser.open("/account").at("/mfa/totp")).isTrue();
        browser.submit("/mfa/totp", Map.of("code", account.nextCode()));
        assertThat(whoIsIn(browser)).isEqualTo(person.uid());
    }

    @Test
    void givesAndTakesTheRolesOfGroups() {
        TestDirectory.Person person = ldap.newPerson();
        ldap.change(person, "memberOf", "CN=makers, " + TestDirectory.BASE, "cn=admins," + TestDirectory.BASE);
        Browser browser = signIn(person.uid(), person.password());
        browser.submit("/signup/federated", Map.of("username", person.uid(), "name", "Name"));
        assertThat(rolesOf(person.uid())).containsExactly("DEVELOPER", "USER");
        ldap.change(person, "memberOf", "cn=others," + TestDirectory.BASE);
        signIn(person.uid(), person.password());
        assertThat(rolesOf(person.uid())).containsExactly("USER");
    }

    @Test
    void confirmsWhoTheyAreWithThePasswordOfTheDirectory() {
        TestDirectory.Person person = signedUp();
        Browser browser = signIn(person.uid(), person.password());
        people.letFactorsAge(TestAccount.of(person.uid(), "", ""), Duration.ofHours(1));
        browser.open("/account/password");
        assertThat(browser.at("/reauthenticate")).isTrue();
        browser.submit("/reauthenticate", Map.of("password", "wrong password"));
        assertThat(browser.page().statusCode()).isEqualTo(401);
        browser.submit("/reauthenticate", Map.of("password", person.password()));
        assertThat(browser.at("/account/password/new")).isTrue();
        assertThat(browser.page().body())
                .contains("Your password is kept in Example Company", "https://password.example.com/")
                .doesNotContain("name=\"currentPassword\"");
    }

    @Test
    void saysByMailWhereThePasswordIsChanged() {
        TestDirectory.Person person = signedUp();
        Browser browser = new Browser(server);
        browser.open("/password/forgot").submit("/password/forgot", Map.of("email", person.email()));
        assertThat(server.mailbox()
                        .awaitSaying(person.email(), "https://password.example.com/")
                        .text())
                .contains("kept in Example Company");
        assertThat(server.database()
                        .sql(
                                "select count(*) from password_reset r join account a on a.id = r.account_id where a.username = :name")
                        .param("name", person.uid())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void saysTheSameToEverybodyWhenTheDirectoryIsAway() {
        TestAccount local = people.withPassword();
        TestDirectory.Person person = signedUp();
        ldap.hang();
        String away = away("nobody-" + UUID.randomUUID());
        assertThat(away).contains("answer at the moment");
        assertThat(away(person.uid())).isEqualTo(away);
        assertThat(away(local.username())).isEqualTo(away);
        ldap.goOn();
        assertThat(whoIsIn(signIn(person.uid(), person.password()))).isEqualTo(person.uid());
    }

    @Test
    void isAProviderThatAdministratorsSwitchAndTry() {
        TestDirectory.Person person = signedUp();
        Browser admin = new Browser(server).signIn(people.administrator());
        Provider provider =
                server.bean(Providers.class).byName(DirectoryVisits.NAME).orElseThrow();
        String path = "/admin/identity-providers/" + provider.id();
        admin.open(path);
        assertThat(admin.page().body()).contains("Directory").doesNotContain("name=\"clientSecret\"");
        admin.submit(path + "/test", Map.of());
        assertThat(admin.page().body()).contains("The provider answers");
        assertThat(new Browser(server).open("/login").page().body()).doesNotContain("/login/federated/directory");
        Browser stranger = new Browser(server).open("/login");
        stranger.postRaw("/login/federated/directory", Map.of("_csrf", stranger.hiddenField("_csrf")));
        assertThat(stranger.page().statusCode()).isEqualTo(404);

        admin.open("/admin/identity-providers").submit(path + "/state", Map.of("enabled", "false"));
        try {
            ldap.forget();
            assertRefused(signIn(person.uid(), person.password()));
            assertThat(ldap.filters()).isEmpty();
        } finally {
            admin.open("/admin/identity-providers").submit(path + "/state", Map.of("enabled", "true"));
        }
        assertThat(whoIsIn(signIn(person.uid(), person.password()))).isEqualTo(person.uid());
        admin.open(path)
                .submit(
                        path,
                        Map.of(
                                "title", "Typed over",
                                "accountCreation", "CLOSED",
                                "allowedDomains", ""));
        assertThat(admin.page().statusCode()).as(admin.page().body()).isEqualTo(200);
        Provider closed =
                server.bean(Providers.class).byName(DirectoryVisits.NAME).orElseThrow();
        assertThat(closed.title()).isEqualTo("Example Company");
        TestDirectory.Person late = ldap.newPerson();
        assertThat(signIn(late.uid(), late.password()).page().body()).contains("No account can be made");
        server.bean(Providers.class)
                .change(
                        new Provider(
                                closed.id(),
                                closed.name(),
                                closed.title(),
                                closed.kind(),
                                closed.issuer(),
                                closed.clientId(),
                                closed.scopes(),
                                closed.usernameClaim(),
                                closed.nameClaim(),
                                closed.allowedDomains(),
                                AccountCreation.OPEN,
                                true,
                                closed.secondFactorValues(),
                                true,
                                true,
                                true,
                                closed.version()),
                        null);
    }

    private static void assertRefused(Browser browser) {
        assertThat(browser.page().statusCode()).isEqualTo(401);
        assertThat(browser.open("/account").at("/login")).isTrue();
    }

    /** The page that says no, without what differs each time. */
    private static String refusal(String name, String password) {
        Browser browser = signIn(name, password);
        assertThat(browser.page().statusCode()).isEqualTo(401);
        return neutral(browser, name);
    }

    private static String away(String name) {
        long before = System.nanoTime();
        Browser browser = signIn(name, "some password");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(browser.page().statusCode()).isEqualTo(503);
        return neutral(browser, name);
    }

    private static String neutral(Browser browser, String name) {
        return browser.page()
                .body()
                .replace(name, "NAME")
                .replaceAll("(name=\"_csrf\" value=)\"[^\"]*\"", "$1")
                .replaceAll("nonce=\"[^\"]*\"", "");
    }

    private static int accountsWith(String email) {
        return count("select count(*) from account where email = :value", email);
    }

    private static int passwordHashesOf(String username) {
        return count("select count(*) from account where username = :value and password_hash is not null", username);
    }

    private static int identitiesOf(TestAccount account) {
        return count(
                "select count(*) from federated_identity i join account a on a.id = i.account_id where a.username = :value",
                account.username());
    }

    private static List<String> rolesOf(String username) {
        return server.database()
                .sql(
                        "select r.role from account_role r join account a on a.id = r.account_id where a.username = :name order by 1")
                .param("name", username)
                .query(String.class)
                .list();
    }

    private static List<String> factorsOf(String username) {
        return server.database()
                .sql("""
                        select jsonb_object_keys(s.factors) from browser_session s join account a on a.id = s.account_id
                        where a.username = :name
                        """)
                .param("name", username)
                .query(String.class)
                .list();
    }
}
