package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestImages;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The pages on which administrators add, change, try and switch providers. */
class ProvidersPagesTests {

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final Browser admin = story.browserOf(story.newAccounts().administrator());

    @Test
    void addsChangesTriesAndSwitchesAProvider() throws Exception {
        try (StubProvider stub = new StubProvider(server)) {
            Providers providers = server.bean(Providers.class);
            String name = "added-" + UUID.randomUUID().toString().substring(0, 8);
            admin.open("/admin/identity-providers/new")
                    .submit("/admin/identity-providers/new", form(name, stub.issuer(), "first secret"));
            Provider added = providers.byName(name).orElseThrow();
            assertThat(providers.secretOf(added)).isEqualTo("first secret");
            assertThat(story.browser().open("/login").page().body()).contains("/login/federated/" + name);
            String path = "/admin/identity-providers/" + added.id();

            admin.open(path);
            assertThat(admin.page().body())
                    .doesNotContain("first secret")
                    .contains("/login/federated/" + name + "/callback");
            admin.submit(path + "/test", Map.of());
            assertThat(admin.page().body()).contains("The provider answers");

            admin.submit(path, form(name, "https://elsewhere.example.com", ""));
            assertThat(admin.page().statusCode())
                    .as("the secret does not go elsewhere")
                    .isEqualTo(400);
            assertThat(providers.byName(name).orElseThrow().issuer()).isEqualTo(stub.issuer());
            admin.open(path).submit(path, form(name, stub.issuer(), ""));
            assertThat(providers.secretOf(added)).isEqualTo("first secret");
            admin.open(path).submit(path, form(name, stub.issuer() + "/other", "second secret"));
            assertThat(providers.secretOf(added)).isEqualTo("second secret");
            admin.open(path).submit(path + "/test", Map.of());
            assertThat(admin.page().body()).doesNotContain("The provider answers, and");

            admin.open("/admin/identity-providers").submit(path + "/state", Map.of("enabled", "false"));
            assertThat(story.browser().open("/login").page().body()).doesNotContain("/login/federated/" + name);
        }
    }

    @Test
    void asksForTheSecretAgainWhenItWouldBeSentElsewhere() throws Exception {
        try (StubProvider stub = new StubProvider(server)) {
            String path = "/admin/identity-providers/" + stub.provider().id();
            Map<String, String> same = form(stub.name(), stub.issuer(), "");
            same.put("clientId", StubProvider.CLIENT);
            for (Map<String, String> other : List.of(
                    Map.of("issuer", stub.issuer() + "/other"),
                    Map.of("clientId", "other"),
                    Map.of("kind", "GITHUB"))) {
                Map<String, String> form = new LinkedHashMap<>(same);
                form.putAll(other);
                admin.open(path).submit(path, form);
                assertThat(admin.page().statusCode()).as(other.toString()).isEqualTo(400);
                assertThat(admin.page().body()).contains("The secret is needed");
            }
            assertThat(stub.provider().issuer()).isEqualTo(stub.issuer());
            admin.open(path).submit(path, same);
            assertThat(server.bean(Providers.class).secretOf(stub.provider())).isEqualTo(StubProvider.SECRET);
        }
    }

    @Test
    void putsAPictureOnTheButtonThatIsDrawnAnew() throws Exception {
        try (StubProvider stub = new StubProvider(server)) {
            String path = "/admin/identity-providers/" + stub.provider().id() + "/logo";
            assertThat(button(stub)).contains("<svg").doesNotContain("<img");
            for (byte[] none : List.of(TestImages.svg(), TestImages.bomb(20_000, 20_000), new byte[0])) {
                admin.open(path).upload(path, "logo", none);
                assertThat(admin.page().statusCode()).isEqualTo(422);
                assertThat(admin.page().body()).contains("id=\"logo-error\"");
                assertThat(button(stub)).contains("<svg").doesNotContain("<img");
            }
            admin.open(path).upload(path, "logo", TestImages.polyglot());
            assertThat(button(stub))
                    .containsPattern("<img[^>]* src=\"/images/[0-9a-f]{64}.png\"")
                    .doesNotContain("<svg");
            String picture = button(stub).replaceFirst("(?s).*src=\"([^\"]*)\".*", "$1");
            assertThat(story.browser().openWithoutFollowing(picture).body()).doesNotContain("script");

            admin.open(path).submit(path + "/remove", Map.of());
            assertThat(button(stub)).contains("<svg").doesNotContain("<img");
            assertThat(story.browser().open(picture).page().statusCode()).isEqualTo(404);
        }
    }

    private String button(StubProvider stub) {
        String page = story.browser().open("/login").page().body();
        int start = page.indexOf("action=\"" + stub.start() + "\"");
        return page.substring(start, page.indexOf("</form>", start));
    }

    /** A browser sends nothing of a box that is not ticked. */
    @Test
    void takesABoxThatIsNotTicked() throws Exception {
        try (StubProvider stub = new StubProvider(server)) {
            String path = "/admin/identity-providers/" + stub.provider().id();
            Map<String, String> form = form(stub.name(), stub.issuer(), "");
            form.put("clientId", StubProvider.CLIENT);
            admin.open(path).submitWithout("emailTrusted", path, form);
            assertThat(admin.page().statusCode()).isEqualTo(200);
            assertThat(stub.provider().emailTrusted()).isFalse();
        }
    }

    /** Where the secret goes is never typed: the provider publishes it, under the issuer that it is asked at. */
    @Test
    void hasNoFieldForTheTokenAddress() {
        assertThat(admin.open("/admin/identity-providers/new").page().body())
                .contains("name=\"issuer\"")
                .doesNotContainPattern("(?i)name=\"token");
    }

    @Test
    void asksForAFreshProofBeforeAnythingIsChanged() throws Exception {
        try (StubProvider stub = new StubProvider(server)) {
            TestAccount account = story.newAccounts().administrator();
            Browser browser = story.browserOf(account);
            browser.open("/admin/identity-providers");
            story.newAccounts().letFactorsAge(account, Duration.ofMinutes(11));
            browser.submit("/admin/identity-providers/" + stub.provider().id() + "/state", Map.of("enabled", "false"));
            assertThat(browser.page().uri().getPath()).isIn("/reauthenticate", "/mfa/totp");
            assertThat(stub.provider().enabled()).isTrue();
        }
    }

    @Test
    void saysWhatIsWrongAndStoresNothing() {
        int before = server.bean(Providers.class).all().size();
        for (Map<String, String> wrong : List.of(
                Map.of("name", "Not Allowed"),
                Map.of("title", " "),
                Map.of("kind", "SAML"),
                Map.of("issuer", "javascript:alert(1)"),
                Map.of("issuer", "https://a.test/?q"),
                Map.of("clientId", ""),
                Map.of("clientSecret", ""),
                Map.of("scopes", "email"),
                Map.of("allowedDomains", "not a domain!"),
                Map.of("accountCreation", "ANY"))) {
            Map<String, String> form = new LinkedHashMap<>(form("wrong", "https://sso.example.com", "s"));
            form.putAll(wrong);
            admin.open("/admin/identity-providers/new").submit("/admin/identity-providers/new", form);
            assertThat(admin.page().statusCode()).as(wrong.toString()).isEqualTo(400);
        }
        assertThat(server.bean(Providers.class).all()).hasSize(before);
    }

    @Test
    void isForAdministrators() {
        Browser bob = story.browserOf(TestAccount.BOB);
        assertThat(bob.open("/admin/identity-providers").page().statusCode()).isEqualTo(403);
    }

    private static Map<String, String> form(String name, String issuer, String secret) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("name", name);
        form.put("title", "Added");
        form.put("kind", "OIDC");
        form.put("issuer", issuer);
        form.put("clientId", "client");
        form.put("clientSecret", secret);
        form.put("scopes", "openid email");
        form.put("usernameClaim", "preferred_username");
        form.put("nameClaim", "name");
        form.put("allowedDomains", "");
        form.put("accountCreation", "CLOSED");
        form.put("secondFactorValues", "");
        return form;
    }
}
