package dev.latchkey.endtoend.theft;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.latchkey.endtoend.house.Authenticator;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.house.Totp;
import dev.latchkey.endtoend.person.Person;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is secret on the way of somebody who makes an account, forgets the password and sets up second factors. */
final class NewcomerSecrets {

    private static final String ADDRESS = "lea@example.test";
    private static final String PASSWORD = "what lea alone knows of herons";
    private static final String NEW_PASSWORD = "what lea alone knows of storks";
    private static final Pattern TOKEN = Pattern.compile("[?&]token=([^&]+)");

    private final House house;
    private final Person person;
    private final Page page;
    private final List<Secret> secrets = new ArrayList<>();

    private NewcomerSecrets(House house, Person person) {
        this.house = house;
        this.person = person;
        this.page = person.page();
    }

    static List<Secret> of(House house, Person person) {
        NewcomerSecrets newcomer = new NewcomerSecrets(house, person);
        newcomer.signUp();
        newcomer.forgetPassword();
        newcomer.signIn();
        newcomer.askForPasskey();
        newcomer.enrol();
        return newcomer.secrets;
    }

    private void signUp() {
        open("/signup");
        page.locator("input[name=name]").fill("Lea Left");
        page.locator("input[name=username]").fill("lea");
        page.locator("input[name=email]").fill(ADDRESS);
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("input[name=passwordConfirmation]").fill(PASSWORD);
        submit();
        page.waitForURL(Pattern.compile(".*/signup/verify.*"));
        secrets.add(new Secret(
                "handle of a sign-up",
                page.locator("input[name=signup]").first().inputValue()));
        followMail("link of the confirmation", ".*/signup/confirm.*");
        submit();
        page.waitForURL(Pattern.compile(".*/signup/done.*"));
        secrets.add(new Secret("password of a sign-up", PASSWORD));
    }

    private void forgetPassword() {
        open("/password/forgot");
        page.locator("input[name=email]").fill(ADDRESS);
        submit();
        page.waitForURL(Pattern.compile(".*/password/forgot/sent.*"));
        followMail("link for a new password", ".*/password/reset.*");
        page.locator("input[name=password]").fill(NEW_PASSWORD);
        page.locator("input[name=passwordConfirmation]").fill(NEW_PASSWORD);
        submit();
        page.waitForURL(Pattern.compile(".*/password/reset/done.*"));
        secrets.add(new Secret("new password", NEW_PASSWORD));
    }

    private void signIn() {
        open("/login");
        person.signInPage().submit("lea", NEW_PASSWORD);
        page.waitForURL(house.issuer().resolve("/account").toString());
    }

    private void askForPasskey() {
        Response options = page.waitForResponse(response -> response.url().contains("/passkeys/new/options"), () -> {
            open("/account/security/passkeys/new");
            page.locator("button[data-passkey-button]").click();
        });
        String challenge = JsonMapper.shared()
                .readTree(options.text())
                .findValuesAsString("challenge")
                .get(0);
        secrets.add(new Secret("challenge of a passkey", challenge));
    }

    private void enrol() {
        open("/mfa/totp/setup");
        String seed = page.locator("code.secret").textContent().replaceAll("\\s", "");
        secrets.add(new Secret("TOTP seed of an enrolment", seed));
        secrets.add(new Secret(
                "bytes of the TOTP seed of an enrolment",
                Base64.getUrlEncoder().withoutPadding().encodeToString(Totp.base32(seed))));
        page.locator("input[name=name]").fill("Phone");
        page.locator("input[name=code]")
                .fill(Authenticator.of(seed, Clock.systemUTC()).nextCode());
        submit();
        open("/account/security/recovery-codes");
        if (page.locator(".recovery-codes code").count() == 0) {
            submit();
        }
        List<String> codes = page.locator(".recovery-codes code").allTextContents();
        assertThat(codes).hasSize(10);
        codes.forEach(code -> {
            secrets.add(new Secret("recovery code", code));
            secrets.add(new Secret("recovery code without hyphens", code.replace("-", "")));
        });
        person.browser().cookies().stream()
                .filter(cookie -> cookie.httpOnly)
                .forEach(cookie -> secrets.add(new Secret("cookie " + cookie.name, cookie.value)));
    }

    private void followMail(String name, String address) {
        Locator newest = page.locator("li.mail")
                .filter(new Locator.FilterOptions().setHasText(ADDRESS))
                .first();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            open("/demo/mail");
            if (newest.count() == 0) {
                return false;
            }
            newest.locator("a").click();
            page.waitForURL(Pattern.compile(".*/demo/mail/.+"));
            return page.locator("a.mail-link").count() > 0
                    && page.locator("a.mail-link").first().getAttribute("href").matches(address);
        });
        String link = page.locator("a.mail-link").first().getAttribute("href");
        Matcher token = TOKEN.matcher(URI.create(link).toString());
        assertThat(token.find()).as(name).isTrue();
        secrets.add(new Secret(name, token.group(1)));
        page.locator("a.mail-link").first().click();
        page.waitForURL(Pattern.compile(address));
    }

    private void open(String path) {
        page.navigate(house.issuer().resolve(path).toString());
    }

    private void submit() {
        page.locator("main form button:not([type=button])").first().click();
    }
}
