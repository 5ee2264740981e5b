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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Linking who one is in the directory, and unlinking it. */
class DirectoryLinkTests {

    private static final String PAGE = "/account/identities/directory";
    private static final String NEW_PASSWORD = "a first password of my own";

    private final AuthServer server = DirectoryServer.running();
    private final TestDirectory ldap = DirectoryServer.ldap();
    private final NewAccounts people = new NewAccounts(server);
    private final TestAccount local = people.withPassword();
    private final Browser browser = new Browser(server).signIn(local);

    @AfterEach
    void letTheDirectoryAnswer() {
        ldap.goOn();
    }

    @Test
    void linksAfterShowingBothSides() {
        TestDirectory.Person person = ldap.newPerson();
        assertThat(browser.open("/account/identities").page().body()).contains("Link Example Company", PAGE);

        prove(person.uid(), person.password());

        assertThat(browser.at("/account/identities/new"))
                .as(browser.page().body())
                .isTrue();
        assertThat(browser.page().body()).contains(person.email(), local.username(), "Example Company");
        assertThat(identities()).as("a password alone links nothing").isZero();
        browser.submit("/account/identities/new", Map.of());
        assertThat(browser.page().body()).contains("Linked. You can sign in with it now.", person.email());
        assertThat(whoIsIn(signIn(person.uid(), person.password()))).isEqualTo(local.username());
        assertThat(events()).contains("IDENTITY_LINKED SUCCESS");
        server.mailbox().awaitSaying(local.username() + "@example.test", "Example Company");
        assertThat(browser.open("/account/identities").page().body()).doesNotContain(PAGE);
    }

    @Test
    void saysThatItIsWrongAndBrakesGuesses() {
        TestDirectory.Person person = ldap.newPerson();
        prove(person.uid(), "wrong password");
        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(browser.page().body()).contains("right in Example Company").doesNotContain("wrong password");
        ldap.forget();
        assertThat(prove(person.uid(), "").page().statusCode()).isEqualTo(422);
        assertThat(ldap.binds()).as("an empty password is tried nowhere").isEmpty();
        int status = 422;
        for (int i = 0; i < 40 && status != 429; i++) {
            status = prove(person.uid(), "guess " + i).page().statusCode();
        }
        assertThat(status).isEqualTo(429);
        assertThat(browser.page().headers().firstValue("Retry-After")).isPresent();
        ldap.forget();
        assertThat(prove(person.uid(), person.password()).page().statusCode()).isEqualTo(429);
        assertThat(signIn(person.uid(), person.password()).page().statusCode())
                .as("counted as at the sign-in")
                .isEqualTo(429);
        assertThat(ldap.binds()).isEmpty();
        assertThat(identities()).isZero();
        assertThat(events()).contains("IDENTITY_LINKED FAILURE");
    }

    /** Otherwise whoever has an entry that is called like somebody here could guess at their password for ever. */
    @Test
    void forgivesNoGuessesAtThePasswordOfSomebodyElse() {
        TestAccount victim = people.withPassword();
        TestDirectory.Person namesake = ldap.person(victim.username(), "the password of a namesake");
        int status = 401;
        for (int i = 0; i < 40 && status == 401; i++) {
            status = signIn(victim.username(), "guess " + i).page().statusCode();
            if (status == 401) {
                assertThat(prove(victim.username(), namesake.password()).at("/account/identities/new"))
                        .isTrue();
            }
        }
        assertThat(status).isEqualTo(429);
    }

    @Test
    void linksNobodyWhoIsSomebodyElseAlready() {
        TestDirectory.Person other = signedUp();
        prove(other.uid(), other.password());
        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(browser.page().body()).contains("linked with an account already");
        assertThat(browser.open("/account/identities/new").page().statusCode()).isEqualTo(409);
        assertThat(identities()).isZero();
    }

    @Test
    void wantsAFreshFactorAndTheTokenOfThePage() {
        TestDirectory.Person person = ldap.newPerson();
        browser.open(PAGE);
        Browser forged =
                browser.submitWithout("_csrf", PAGE, Map.of("username", person.uid(), "password", person.password()));
        assertThat(forged.page().statusCode()).isEqualTo(403);
        browser.open(PAGE);
        people.letFactorsAge(local, Duration.ofMinutes(11));
        browser.submit(PAGE, Map.of("username", person.uid(), "password", person.password()));
        assertThat(browser.at("/reauthenticate")).isTrue();
        assertThat(browser.open(PAGE).at("/reauthenticate")).isTrue();
        assertThat(identities()).isZero();
    }

    @Test
    void saysSoWhenTheDirectoryDoesNotAnswer() {
        ldap.hang();
        prove("somebody", "some password");
        assertThat(browser.page().statusCode()).isEqualTo(503);
        assertThat(browser.page().body()).contains("Example Company", "answer at the moment");
        assertThat(identities()).isZero();
    }

    /** What the groups gave goes with the directory. */
    @Test
    void takesTheRolesOfGroupsWhenItIsUnlinked() {
        TestDirectory.Person person = ldap.newPerson();
        ldap.change(person, "memberOf", "cn=makers," + TestDirectory.BASE);
        prove(person.uid(), person.password()).submit("/account/identities/new", Map.of());
        Browser there = signIn(person.uid(), person.password());
        assertThat(roles()).contains("DEVELOPER");
        unlink(there);
        assertThat(there.page().body()).contains("Unlinked.");
        assertThat(roles()).doesNotContain("DEVELOPER");
    }

    /** Who has come by the directory alone keeps it until there is another way, and a password of one's own is one. */
    @Test
    void isKeptWhileItIsTheLastWayIn() {
        TestDirectory.Person person = signedUp();
        Browser own = signIn(person.uid(), person.password());
        unlink(own);
        assertThat(own.page().statusCode()).isEqualTo(409);
        assertThat(own.page().body()).contains("only way you can sign in");

        own.open("/account/password");
        assertThat(own.page().body()).contains("Add a password", "Your password is kept in Example Company");
        people.addPassword(own, person.email(), NEW_PASSWORD);
        assertThat(own.page().body()).contains("You have a password now");
        assertThat(whoIsIn(signIn(person.uid(), NEW_PASSWORD))).isEqualTo(person.uid());
        assertThat(whoIsIn(signIn(person.uid(), person.password())))
                .as("either")
                .isEqualTo(person.uid());

        unlink(own);
        assertThat(own.page().body()).contains("Unlinked.");
        assertThat(whoIsIn(signIn(person.uid(), NEW_PASSWORD))).isEqualTo(person.uid());
        assertThat(whoIsIn(signIn(person.uid(), person.password())))
                .as("no longer")
                .isEmpty();
    }

    private Browser prove(String name, String password) {
        return browser.open(PAGE).submit(PAGE, Map.of("username", name, "password", password));
    }

    private static void unlink(Browser browser) {
        browser.open("/account/identities");
        browser.submit(
                browser.page().body().replaceFirst("(?s).*action=\"(/account/identities/[^\"]*/removal)\".*", "$1"),
                Map.of());
    }

    private int identities() {
        return count(
                "select count(*) from federated_identity i join account a on a.id = i.account_id where a.username = :value",
                local.username());
    }

    private List<String> roles() {
        return server.database()
                .sql("select role from account_role where account_id = :id order by 1")
                .param("id", people.idOf(local))
                .query(String.class)
                .list();
    }

    private List<String> events() {
        return server.database()
                .sql("select type || ' ' || outcome from security_event where account_id = :id")
                .param("id", people.idOf(local))
                .query(String.class)
                .list();
    }
}
