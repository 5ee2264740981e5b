package dev.latchkey.auth.developer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.image.Logos;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import dev.latchkey.auth.testing.TestImages;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogoTests {

    private static final Pattern SHOWN = Pattern.compile("<img class=\"monogram\"[^>]* src=\"([^\"]+)\"");

    private final Story story = new Story();
    private final Portal portal = new Portal(story);
    private final NewAccounts accounts = story.newAccounts();
    private final TestAccount developer = accounts.withTotp();
    private final Browser browser = story.browserOf(developer);
    private TestClient client;

    @BeforeEach
    void registers() {
        client = portal.registered(browser);
    }

    @Test
    void isShownWhereverPeopleMeetTheApplication() {
        upload(TestImages.png(300, 200));
        String path = logoOn(browser.open(portal.pathOf(client)));

        assertThat(logoOn(browser.open("/developer/applications"))).isEqualTo(path);
        assertThat(logoOn(portal.asksFor(browser, client))).as("consent").isEqualTo(path);
        browser.submit("/oauth2/consent", Map.of("decision", "allow"));
        assertThat(logoOn(browser.open("/account/applications"))).isEqualTo(path);
        assertThat(logoOn(browser.open("/account/applications/details?client_id=" + client.clientId())))
                .isEqualTo(path);
        assertThat(logoOn(story.browserOf(accounts.administrator())
                        .open("/admin/applications/review/" + portal.idOf(client))))
                .as("review")
                .isEqualTo(path);
    }

    @Test
    @DisplayName("PT-11: served from our own origin, as a picture and nothing else, under the hash of its content")
    void isServedAsAPictureAndNothingElse() {
        upload(TestImages.polyglot());

        HttpResponse<String> logo = story.browser().openWithoutFollowing(logoOn(browser.open(portal.pathOf(client))));

        assertThat(logo.statusCode()).isEqualTo(200);
        assertThat(logo.headers().allValues("Content-Type")).containsExactly("image/png");
        assertThat(logo.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(logo.headers().allValues("Content-Security-Policy")).containsExactly("default-src 'none'; sandbox");
        assertThat(logo.headers().allValues("Cache-Control")).containsExactly("public, max-age=31536000, immutable");
        assertThat(logo.headers().allValues("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
        assertThat(logo.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(logo.body()).doesNotContain("script");
    }

    @Test
    void isGoneWhenItIsRemovedOrTheApplicationIs() {
        upload(TestImages.png(20, 20));
        String first = logoOn(browser.open(portal.pathOf(client)));
        upload(TestImages.png(21, 20));
        String second = logoOn(browser.open(portal.pathOf(client)));
        assertThat(statusOf(first)).isEqualTo(404);
        assertThat(statusOf(second)).isEqualTo(200);

        browser.open(portal.pathOf(client)).submit(portal.pathOf(client) + "/logo/remove", Map.of());

        assertThat(browser.page().body()).doesNotContain("/images/");
        assertThat(statusOf(second)).isEqualTo(404);
        upload(TestImages.png(22, 20));
        String third = logoOn(browser.open(portal.pathOf(client)));
        browser.open(portal.pathOf(client) + "/danger")
                .submit(portal.pathOf(client) + "/danger/delete", Map.of("confirmation", "Shopping list"));
        assertThat(statusOf(third)).isEqualTo(404);
    }

    @Test
    @DisplayName("PT-11: SVG, bombs, and what is too large are refused, and nothing is kept")
    void refusesWhatIsNoLogo() {
        Rows before = Rows.of(story.server());

        for (byte[] content : new byte[][] {
            TestImages.svg(),
            TestImages.bomb(20_000, 20_000),
            TestImages.manyScans(60),
            Arrays.copyOf(TestImages.png(64, 64), Logos.MOST_BYTES + 1),
            Arrays.copyOf(TestImages.png(64, 64), 60),
            new byte[0]
        }) {
            upload(content);
            assertThat(browser.page().statusCode()).isEqualTo(422);
            assertThat(browser.page().body()).contains("id=\"logo-error\"").doesNotContain("??");
        }
        assertThat(Rows.of(story.server())).isEqualTo(before);
        assertThat(story.server()
                        .database()
                        .sql("select count(*) from client_logo where client_id = :id")
                        .param("id", portal.idOf(client))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("PT-04: another logo costs the verification")
    void costsTheVerification() {
        story.server()
                .database()
                .sql("update application set state = 'VERIFIED' where id = :id")
                .param("id", portal.idOf(client))
                .update();

        upload(TestImages.png(64, 64));

        assertThat(portal.stateOf(client)).isEqualTo("UNVERIFIED");
    }

    @Test
    @DisplayName("RB-02: a file is taken where a page asks for one, and nowhere else")
    void takesFilesNowhereElse() {
        browser.open(portal.pathOf(client));

        assertThat(browser.upload(portal.pathOf(client), "name", TestImages.png(2, 2))
                        .page()
                        .statusCode())
                .isEqualTo(415);
        assertThat(story.browser()
                        .open("/login")
                        .upload("/login", "username", new byte[100])
                        .page()
                        .statusCode())
                .isEqualTo(415);
    }

    private void upload(byte[] content) {
        browser.open(portal.pathOf(client)).upload(portal.pathOf(client) + "/logo", "logo", content);
    }

    private int statusOf(String path) {
        return story.browser().openWithoutFollowing(path).statusCode();
    }

    private static String logoOn(Browser browser) {
        Matcher shown = SHOWN.matcher(browser.page().body());
        if (!shown.find()) {
            throw new AssertionError(
                    "No logo on " + browser.page().uri() + "\n" + browser.page().body());
        }
        assertThat(shown.group(1)).matches("/images/[0-9a-f]{64}\\.png");
        return shown.group(1);
    }
}
