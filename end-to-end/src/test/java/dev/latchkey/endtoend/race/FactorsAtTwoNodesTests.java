package dev.latchkey.endtoend.race;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Fifty submissions of one code at two authorization servers that have nothing in common but the database and the operator's
 * keys. They come from several sign-ins of one person, so that it is not the end of a session that stops the others.
 */
@EndToEnd
class FactorsAtTwoNodesTests {

    private static final int SUBMISSIONS = 50;
    private static final int SIGN_INS = 10;
    private static final Pattern SIX_DIGITS = Pattern.compile("\\b[0-9]{6}\\b");

    @Test
    @DisplayName("MF-01: one code of an authenticator app")
    void oneOfFiftySignsInWithACodeOfAnApp(House house, People people) {
        Person newcomer = enrolled(house, people);
        List<Visitor> signIns = halfSignedIn(house, newcomer.account());
        String code = newcomer.account().authenticator().orElseThrow().nextCode();

        assertThat(submitted(house, signIns, "/mfa/totp", Map.of("code", code)))
                .filteredOn(Visitor::opensSession)
                .hasSize(1);
    }

    @Test
    @DisplayName("MF-01: one recovery code")
    void oneOfFiftySignsInWithARecoveryCode(House house, People people) {
        Person newcomer = enrolled(house, people);
        String code = recoveryCodes(house, newcomer).get(3);
        List<Visitor> signIns = halfSignedIn(house, newcomer.account());

        assertThat(submitted(house, signIns, "/mfa/recovery-code", Map.of("code", code)))
                .filteredOn(Visitor::opensSession)
                .hasSize(1);
    }

    @Test
    @DisplayName("MF-01: one code that came by e-mail")
    void oneOfFiftySignsInWithACodeFromAMail(House house, People people) {
        Person newcomer = people.newcomer();
        Visitor browser = new Visitor();
        browser.open(house.issuer(), "/login/email");
        browser.submit(
                house.issuer(),
                "/login/email",
                Map.of("email", newcomer.account().email()));
        String code = codeFromMail(house, newcomer);

        assertThat(submitted(house, List.of(browser), "/login/email/code", Map.of("code", code)))
                .filteredOn(Visitor::opensSession)
                .hasSize(1);
    }

    @Test
    @DisplayName("PK-01: options are made at one node, and the answer is taken at the other, once")
    void onePasskeyAnswerOfFiftyCounts(House house, People people) throws Exception {
        Account account = people.newcomer().account();
        SoftwarePasskey passkey = new SoftwarePasskey();
        Visitor owner = new Visitor();
        signIn(owner, house.issuer(), account);
        String page = "/account/security/passkeys/new";
        owner.open(house.secondNode(), page);
        String created = passkey.create(options(owner, house.issuer(), page + "/options"), originOfSecond(house));
        HttpResponse<String> added =
                owner.submit(house.secondNode(), page, Map.of("credential", created, "name", "Phone"));
        assertThat(location(added)).contains("done=ADDED");

        Visitor browser = new Visitor();
        browser.open(house.issuer(), "/login");
        String atSecond =
                passkey.get(options(browser, house.issuer(), "/login/passkey/options"), originOfSecond(house));
        String atFirst =
                passkey.get(options(browser, house.secondNode(), "/login/passkey/options"), origin(house.issuer()));

        assertThat(Visitor.race(times(house.secondNode(), browser, atSecond)))
                .filteredOn(Visitor::opensSession)
                .hasSize(1);
        assertThat(Visitor.race(times(house.issuer(), browser, atFirst)))
                .filteredOn(Visitor::opensSession)
                .hasSize(1);
    }

    private static List<HttpRequest> times(URI node, Visitor browser, String answer) {
        return Stream.generate(() -> browser.form(node, "/login/passkey", Map.of("credential", answer)))
                .limit(SUBMISSIONS)
                .toList();
    }

    private static String options(Visitor browser, URI node, String path) {
        HttpResponse<String> options = browser.open(node, path);
        assertThat(options.statusCode()).as(options.body()).isEqualTo(200);
        return options.body();
    }

    /** Half of them at each node. */
    private static List<HttpResponse<String>> submitted(
            House house, List<Visitor> browsers, String path, Map<String, String> fields) {
        List<URI> nodes = List.of(house.issuer(), house.secondNode());
        return Visitor.race(IntStream.range(0, SUBMISSIONS)
                .mapToObj(i -> browsers.get(i / nodes.size() % browsers.size())
                        .form(nodes.get(i % nodes.size()), path, fields))
                .toList());
    }

    private static Person enrolled(House house, People people) {
        Person newcomer = people.newcomer();
        newcomer.page().navigate(house.issuer().resolve("/login").toString());
        newcomer.givesPassword();
        newcomer.page().waitForURL(Pattern.compile(".*/account$"));
        newcomer.page().navigate(house.issuer().resolve("/mfa/totp/setup").toString());
        newcomer.setsUpAuthenticator("Phone");
        newcomer.page().waitForURL(Pattern.compile(".*/account/security/.*"));
        return newcomer;
    }

    private static List<String> recoveryCodes(House house, Person person) {
        Page page = person.page();
        page.navigate(house.issuer().resolve("/account/security/recovery-codes").toString());
        Locator codes = page.locator(".recovery-codes code");
        if (codes.count() == 0) {
            page.locator("main form button:not([type=button])").first().click();
        }
        codes.first().waitFor();
        return codes.allTextContents();
    }

    private static List<Visitor> halfSignedIn(House house, Account account) {
        return Stream.generate(Visitor::new)
                .limit(SIGN_INS)
                .peek(browser -> signIn(browser, house.issuer(), account))
                .toList();
    }

    private static void signIn(Visitor browser, URI node, Account account) {
        browser.open(node, "/login");
        HttpResponse<String> answer =
                browser.submit(node, "/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(answer).matches(Visitor::opensSession);
    }

    private static String codeFromMail(House house, Person person) {
        Page page = person.page();
        Locator mail = page.locator("li.mail")
                .filter(new Locator.FilterOptions().setHasText(person.account().email()))
                .filter(new Locator.FilterOptions().setHasText("Your code to sign in"));
        Awaitility.await("the mail").atMost(Duration.ofMinutes(1)).until(() -> {
            page.navigate(house.issuer().resolve("/demo/mail").toString());
            return mail.count() > 0;
        });
        mail.locator("a").click();
        Matcher code = SIX_DIGITS.matcher(page.locator(".mail-text").textContent());
        assertThat(code.find()).isTrue();
        return code.group();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse(answer.statusCode() + "\n" + answer.body());
    }

    /** As its issuer is: the second node is in production mode, behind a proxy that does TLS. */
    private static String originOfSecond(House house) {
        return "https://localhost:" + house.secondNode().getPort();
    }

    private static String origin(URI address) {
        return "http://localhost:" + address.getPort();
    }
}
