package dev.latchkey.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Mailbox.Received;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class SignUpTests {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String PASSWORD = "treacle well and dormouse";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final JdbcClient database = story.server().database();
    private final String username = "newcomer-" + COUNT.incrementAndGet();
    private final String email = username + "@example.test";

    @Test
    void makesAnAccountWhenTheLinkOfTheMailIsConfirmed() {
        Browser browser = signUp(form());
        assertThat(browser.at("/signup/verify")).isTrue();
        assertThat(browser.page().body()).contains(email);
        assertThat(accounts(username)).isZero();

        Browser mailProgram = story.browser().open(link(mail()));
        assertThat(mailProgram.page().body()).contains(username);
        mailProgram.submit("/signup/confirm", Map.of());
        assertThat(mailProgram.at("/signup/done")).isTrue();

        assertThat(signIn(username, PASSWORD).open("/account").page().body()).contains(email);
        assertThat(account("email_verified", Boolean.class)).isTrue();
        assertThat(roles()).containsExactly("USER");
        assertThat(events()).contains("ACCOUNT_CREATED", "EMAIL_VERIFIED");
    }

    @Test
    void makesAnAccountWhenTheCodeOfTheMailIsEntered() {
        Browser browser = signUp(form());
        String code = mail().code();
        browser.submit("/signup/verify", Map.of("code", code.substring(0, 3) + " " + code.substring(3)));
        assertThat(browser.at("/signup/done")).isTrue();
        assertThat(signIn(email, PASSWORD).open("/account").at("/account")).isTrue();
    }

    @Test
    void goesOnToTheApplicationThatAskedForTheAccount() {
        Browser browser = story.browser();
        browser.open(new AuthorizationRequest(TestClient.WEB)
                .with("prompt", "create")
                .url());
        assertThat(browser.at("/signup")).isTrue();
        browser.submit("/signup", form());
        browser.submit("/signup/verify", Map.of("code", mail().code()));
        assertThat(browser.at("/signup/done")).isTrue();
        browser.open("/login?continue=" + continuation(browser));
        browser.submit("/login", Map.of("username", username, "password", PASSWORD));
        assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
    }

    @Test
    void signsNobodyInBeforeTheAddressIsConfirmed() {
        signUp(form());
        Browser unconfirmed = signIn(username, PASSWORD);
        assertThat(unconfirmed.page().statusCode()).isEqualTo(401);
        assertThat(body(unconfirmed, username)).isEqualTo(body(signIn("nobody-at-all", PASSWORD), "nobody-at-all"));
    }

    @Test
    @DisplayName("LG-04: nothing tells that an address is known, and its owner is told by mail")
    void answersTheSameForAnAddressThatIsKnown() {
        TestAccount owner = people.withPassword();
        String known = owner.username() + "@example.test";
        Browser ofKnown = signUp(with("email", known));
        Browser ofUnknown = signUp(with("username", username + "-b"));
        assertThat(ofKnown.at("/signup/verify")).isTrue();
        assertThat(body(ofKnown, known)).isEqualTo(body(ofUnknown, email));
        assertThat(headers(ofKnown)).isEqualTo(headers(ofUnknown));

        Received told = story.server().mailbox().awaitTo(known);
        assertThat(told.subject()).isEqualTo("You have an account already");
        assertThat(told.text()).doesNotContain("token=", username);

        // No code is right for it, and what a wrong one is told is the same.
        for (int i = 0; i < 6; i++) {
            ofKnown.submit("/signup/verify", Map.of("code", "000000"));
            ofUnknown.submit("/signup/verify", Map.of("code", wrong(mail().code())));
            assertThat(ofKnown.page().statusCode()).isEqualTo(400);
            assertThat(body(ofKnown, known)).isEqualTo(body(ofUnknown, email));
        }
        // The name that was asked for is taken in both cases.
        assertThat(signUp(form()).page().statusCode()).isEqualTo(409);
        assertThat(signUp(with("username", username + "-b")).page().statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPPER", "trailing-dot", "fullwidth"})
    @DisplayName("LG-04: an address that is written otherwise is the same address")
    void knowsAnAddressHoweverItIsWritten(String spelling) {
        TestAccount owner = people.withPassword();
        String known = owner.username() + "@example.test";
        String written = switch (spelling) {
            case "UPPER" -> known.toUpperCase(java.util.Locale.ROOT);
            case "trailing-dot" -> known + ".";
            default -> known.replace('p', 'ｐ');
        };
        assertThat(signUp(with("email", written)).at("/signup/verify")).isTrue();
        assertThat(database.sql("select address_known from pending_sign_up where username = :name")
                        .param("name", username)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void saysThatAUserNameIsTaken() {
        TestAccount owner = people.withPassword();
        Browser browser = signUp(with("username", owner.username()));
        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(browser.page().body()).contains("username-error", "This user name is taken");
        Browser alike = signUp(with("username", owner.username().toUpperCase(java.util.Locale.ROOT)));
        assertThat(alike.page().statusCode()).isEqualTo(409);
        assertThat(accounts(owner.username())).isEqualTo(1);
    }

    @ParameterizedTest
    @DisplayName("LG-37: names that look like somebody else's")
    @ValueSource(
            strings = {
                "admin",
                "Root",
                "sup-port",
                "adm1n",
                "supp0rt",
                "аlice",
                "аӏісе",
                "alice\u200b",
                "alice\u0000",
                "a b",
                "a@b",
                ".alice",
                "",
                "x\u202Ey"
            })
    void refusesNamesThatAreReservedOrLookLikeAnother(String name) {
        Browser browser = signUp(with("username", name));
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(browser.page().body()).contains("username-error").doesNotContain("email-error");
        assertThat(pending(email)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"анна-петровна", "josé", "李小龍", "o-neill", "ελένη-δ"})
    void takesNamesOfTheWorld(String name) {
        assertThat(signUp(with("username", name + COUNT.incrementAndGet())).at("/signup/verify"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "name, ''",
        "name, 'a\u202Eb'",
        "email, ''",
        "email, nobody",
        "email, 'a@b'",
        "email, 'a@example.test,b@example.test'",
        "birthdate, 1899-12-31",
        "birthdate, 2999-01-01",
        "birthdate, 31.12.1999",
        "birthdate, 1999-02-30",
        "password, short",
        "password, Password1!Password1!",
        "passwordConfirmation, something else"
    })
    void saysAtTheFieldWhatIsWrongAndKeepsTheRest(String field, String value) {
        Map<String, String> form = with(field, value);
        if (field.equals("password")) {
            form.put("passwordConfirmation", value);
        }
        Browser browser = signUp(form);
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(browser.page().body()).contains("id=\"" + field + "-error\"").doesNotContain(PASSWORD);
        List.of("name", "username", "email", "birthdate").stream()
                .filter(other -> !other.equals(field))
                .forEach(other -> {
                    assertThat(browser.hiddenField(other)).isEqualTo(form.get(other));
                    assertThat(browser.page().body()).doesNotContain("id=\"" + other + "-error\"");
                });
        assertThat(pending(email)).isZero();
    }

    @Test
    @DisplayName("LG-36: fields that nobody may set")
    void looksAtNoOtherField() {
        Map<String, String> form = form();
        form.putAll(Map.of(
                "roles",
                "ADMIN",
                "role",
                "ADMIN",
                "emailVerified",
                "true",
                "enabled",
                "false",
                "id",
                "1",
                "version",
                "9"));
        signUp(form).submit("/signup/verify", Map.of("code", mail().code()));
        assertThat(roles()).containsExactly("USER");
        assertThat(account("enabled", Boolean.class)).isTrue();
    }

    @Test
    @DisplayName("LG-27: opening the link does nothing; confirming does, once")
    void confirmsOnceAndNotByLooking() {
        signUp(form());
        String link = link(mail());
        for (int i = 0; i < 3; i++) {
            assertThat(story.browser().open(link).page().statusCode()).isEqualTo(200);
        }
        assertThat(accounts(username)).isZero();
        Browser first = story.browser().open(link);
        Browser second = story.browser().open(link);
        first.submit("/signup/confirm", Map.of());
        assertThat(first.at("/signup/done")).isTrue();
        second.submit("/signup/confirm", Map.of());
        assertThat(second.page().statusCode()).isEqualTo(400);
        assertThat(story.browser().open(link).page().statusCode()).isEqualTo(400);
        assertThat(first.page().headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    @DisplayName("RB-19: one account of fifty confirmations at once, by link and by code")
    void confirmsOnceOfFiftyAtOnce() throws Exception {
        signUp(form());
        Received mail = mail();
        String link = link(mail).replaceFirst(".*token=", "");
        SignUpConfirmation confirmation = story.server().bean(SignUpConfirmation.class);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(() -> confirmation.byLink(link));
        }
        assertThat(atOnce(calls)).containsOnlyOnce(true);
        assertThat(accounts(username)).isEqualTo(1);
    }

    @Test
    void comparesFiveCodesOfFiftyAtOnce() throws Exception {
        Browser browser = signUp(form());
        String handle = browser.hiddenField("signup");
        String right = mail().code();
        SignUpConfirmation confirmation = story.server().bean(SignUpConfirmation.class);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(() -> confirmation.byCode(handle, wrong(right)));
        }
        assertThat(atOnce(calls)).doesNotContain(true);
        assertThat(database.sql("select code_attempts from pending_sign_up where username = :name")
                        .param("name", username)
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
        assertThat(confirmation.byCode(handle, right)).isFalse();
    }

    @Test
    void forgetsLinkAndCodeWhenTheyAreSentAgain() {
        Browser browser = signUp(form());
        Received first = mail();
        browser.submit("/signup/verify/again", Map.of());
        assertThat(browser.at("/signup/verify")).isTrue();
        assertThat(browser.page().body()).contains("Sent again");
        Received second = story.server().mailbox().awaitTo(email, 2);
        assertThat(story.browser().open(link(first)).page().statusCode()).isEqualTo(400);
        if (!first.code().equals(second.code())) {
            assertThat(browser.submit("/signup/verify", Map.of("code", first.code()))
                            .page()
                            .statusCode())
                    .isEqualTo(400);
        }
        browser.submit("/signup/verify", Map.of("code", second.code()));
        assertThat(browser.at("/signup/done")).isTrue();
    }

    @Test
    @DisplayName("LG-31: five mails an hour to one address, whoever asks for them")
    void sendsFiveMailsAnHourToAnAddress() {
        Browser browser = signUp(form());
        for (int i = 0; i < 4; i++) {
            browser.submit("/signup/verify/again", Map.of());
            assertThat(browser.page().statusCode()).isEqualTo(200);
        }
        browser.submit("/signup/verify/again", Map.of());
        assertThat(browser.page().statusCode()).isEqualTo(429);
        assertThat(browser.page().headers().firstValueAsLong("Retry-After").orElse(0))
                .isBetween(1L, 3600L);
        Browser another = signUp(with("username", username + "-again"));
        assertThat(another.page().statusCode()).isEqualTo(429);
        assertThat(another.page().headers().firstValue("Retry-After")).isPresent();
        story.server().mailbox().awaitTo(email, 5);
        assertThat(story.server().mailbox().to(email)).hasSize(5);
    }

    @Test
    void refusesALinkAndACodeThatAreTooOld() {
        Browser browser = signUp(form());
        Received mail = mail();
        set("code_expires_at = now() - interval '1 second'");
        assertThat(browser.submit("/signup/verify", Map.of("code", mail.code()))
                        .page()
                        .statusCode())
                .isEqualTo(400);
        set("link_expires_at = now() - interval '1 second'");
        assertThat(story.browser().open(link(mail)).page().statusCode()).isEqualTo(400);
        assertThat(story.server()
                        .bean(SignUpConfirmation.class)
                        .byLink(link(mail).replaceFirst(".*token=", "")))
                .isFalse();
        assertThat(accounts(username)).isZero();
    }

    @Test
    @DisplayName("FD-15: whoever prepared an account for an address has nothing when its owner comes")
    void leavesNothingToWhoeverSignedUpWithSomebodyElsesAddress() {
        Browser mallory = signUp(with("username", username + "-mallory"));
        Received ofMallory = mail();
        Map<String, String> owners = form();
        owners.put("password", "the owner chose this one");
        owners.put("passwordConfirmation", "the owner chose this one");
        Browser owner = signUp(owners);
        owner.submit(
                "/signup/verify",
                Map.of("code", story.server().mailbox().awaitTo(email, 2).code()));
        assertThat(owner.at("/signup/done")).isTrue();

        assertThat(pending(email)).isZero();
        assertThat(story.browser().open(link(ofMallory)).page().statusCode()).isEqualTo(400);
        assertThat(mallory.submit("/signup/verify", Map.of("code", ofMallory.code()))
                        .page()
                        .statusCode())
                .isEqualTo(400);
        assertThat(signIn(username + "-mallory", PASSWORD).page().statusCode()).isEqualTo(401);
        assertThat(signIn(email, PASSWORD).page().statusCode()).isEqualTo(401);
        assertThat(signIn(email, "the owner chose this one").open("/account").at("/account"))
                .isTrue();
    }

    @Test
    void makesNoSecondAccountForAnAddressThatWasGivenToSomebodyMeanwhile() {
        signUp(form());
        String link = link(mail());
        TestAccount somebody = people.withPassword();
        database.sql("update account set email = :email, email_key = :email where username = :name")
                .param("email", email)
                .param("name", somebody.username())
                .update();
        Browser browser = story.browser().open(link).submit("/signup/confirm", Map.of());
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(accounts(username)).isZero();
    }

    @Test
    void letsWhoeverMistypedTheAddressStartAgainUnderTheSameName() {
        Browser browser = signUp(with("email", "typo-" + email));
        browser.open("/signup?signup=" + browser.hiddenField("signup"));
        assertThat(browser.hiddenField("username")).isEqualTo(username);
        assertThat(browser.page().body()).doesNotContain(PASSWORD);
        browser.submit("/signup", form());
        browser.submit("/signup/verify", Map.of("code", mail().code()));
        assertThat(browser.at("/signup/done")).isTrue();
        assertThat(pending("typo-" + email)).isZero();
    }

    @Test
    @DisplayName("SC-01: neither link, code nor handle is in the database")
    void keepsHashesAlone() {
        Browser browser = signUp(form());
        Received mail = mail();
        String row = database.sql("select row_to_json(p)::text from pending_sign_up p where username = :name")
                .param("name", username)
                .query(String.class)
                .single();
        assertThat(row)
                .contains("argon2")
                .doesNotContain(
                        PASSWORD,
                        "\"" + mail.code(),
                        link(mail).replaceFirst(".*token=", ""),
                        browser.hiddenField("signup"));
    }

    @Test
    void forgetsWhatWasNotConfirmed() {
        signUp(form());
        set("expires_at = now() - interval '1 second'");
        story.server().bean(ExpiredRegistrations.class).sweep();
        assertThat(pending(email)).isZero();
    }

    @Test
    void letsANameGoThatWasNotConfirmedInTime() {
        signUp(form());
        set("expires_at = now() - interval '1 second'");
        assertThat(signUp(with("email", "other-" + email)).at("/signup/verify")).isTrue();
    }

    @Test
    void writesLinksFromTheIssuer() {
        signUp(form());
        assertThat(link(mail())).startsWith(story.server().issuer() + "/signup/confirm?token=");
    }

    @Test
    void refusesAFormOfAnotherSite() {
        assertThat(story.browser().postRaw("/signup", form()).page().statusCode())
                .isEqualTo(403);
        assertThat(pending(email)).isZero();
    }

    private Browser signUp(Map<String, String> form) {
        return story.browser().open("/signup").submit("/signup", form);
    }

    private Map<String, String> form() {
        return new HashMap<>(Map.of(
                "username", username,
                "email", email,
                "name", "New Comer",
                "birthdate", "1990-02-28",
                "password", PASSWORD,
                "passwordConfirmation", PASSWORD));
    }

    private Map<String, String> with(String field, String value) {
        Map<String, String> form = form();
        form.put(field, value);
        return form;
    }

    private Received mail() {
        return story.server().mailbox().awaitTo(email);
    }

    private static String link(Received mail) {
        return mail.link();
    }

    private static String wrong(String code) {
        return code.equals("111111") ? "222222" : "111111";
    }

    private Browser signIn(String name, String password) {
        return story.browser().open("/login").submit("/login", Map.of("username", name, "password", password));
    }

    private static String continuation(Browser browser) {
        java.util.regex.Matcher link = java.util.regex.Pattern.compile("/login\\?continue=([^\"&]+)")
                .matcher(browser.page().body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    /** What can be told of a page, apart from what is random or was typed. */
    private static String body(Browser browser, String typed) {
        return browser.page()
                .body()
                .replace(typed, "(typed)")
                .replaceAll("name=\"(_csrf|signup)\" value=\"[^\"]*\"", "")
                .replaceAll("(signup|continue)=[A-Za-z0-9_.%-]+", "")
                .replaceAll("nonce=\"[^\"]*\"", "")
                .replaceAll("\\b[0-9a-f]{16}\\b", "(reference)");
    }

    private static Map<String, List<String>> headers(Browser browser) {
        Map<String, List<String>> headers =
                new TreeMap<>(browser.page().headers().map());
        headers.keySet().removeAll(List.of("date", "x-correlation-id", "content-length", "content-security-policy"));
        headers.remove("set-cookie");
        return headers;
    }

    private static List<Boolean> atOnce(List<Callable<Boolean>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private void set(String change) {
        database.sql("update pending_sign_up set " + change + " where username = :name")
                .param("name", username)
                .update();
    }

    private long pending(String address) {
        return database.sql("select count(*) from pending_sign_up where email = :email")
                .param("email", address)
                .query(Long.class)
                .single();
    }

    private long accounts(String name) {
        return database.sql("select count(*) from account where username_key = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private <T> T account(String column, Class<T> type) {
        return database.sql("select " + column + " from account where username = :name")
                .param("name", username)
                .query(type)
                .single();
    }

    private List<String> roles() {
        return database.sql("select role from account_role join account on id = account_id where username = :name")
                .param("name", username)
                .query(String.class)
                .list();
    }

    private List<String> events() {
        return database.sql(
                        "select type from security_event e join account a on a.id = e.account_id where username = :name")
                .param("name", username)
                .query(String.class)
                .list();
    }
}
