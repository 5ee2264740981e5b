package dev.latchkey.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

class ActivityPageTests {

    private static final Pattern EARLIER = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

    /** Not about the account of a person. */
    private static final Set<SecurityEventType> OTHERS = EnumSet.of(
            SecurityEventType.CLIENT_AUTHENTICATION,
            SecurityEventType.AUDIT_EXPORTED,
            SecurityEventType.SIGNING_KEY_ROTATED,
            SecurityEventType.SETTINGS_CHANGED,
            SecurityEventType.TOKEN_EXCHANGED,
            SecurityEventType.GUESSING_NOTICED);

    private final Story story = new Story();
    private final AuditTrail trail = story.server().bean(AuditTrail.class);
    private final TestAccount account = story.newAccounts().withPassword();
    private final UUID id = story.newAccounts().idOf(account);
    private final Browser browser = story.browserOf(account);

    @Test
    void saysWhatHappenedWhereAndToWhom() {
        story.browser().open("/login").submit("/login", Map.of("username", account.username(), "password", "wrong"));
        trail.record(SecurityEvent.success(SecurityEventType.CONSENT_GIVEN)
                .account(id)
                .client("partner"));
        trail.record(SecurityEvent.success(SecurityEventType.ROLES_CHANGED)
                .account(id)
                .actor(UUID.randomUUID()));

        assertThat(browser.open("/account/activity").page().body())
                .contains(
                        "You signed in",
                        "A sign-in with a wrong password",
                        "127.0.0.1",
                        "You allowed an application access",
                        "Partner &lt;b&gt;App&lt;/b&gt;",
                        "By an administrator");
        assertThat(browser.open("/account/activity?lang=de").page().body()).contains("Anmeldung mit falschem Passwort");
    }

    @Test
    void showsNobodyElsesEvents() {
        trail.record(SecurityEvent.success(SecurityEventType.RECOVERY_CODE_USED)
                .account(UUID.randomUUID())
                .actor(id));
        assertThat(browser.open("/account/activity").page().body()).doesNotContain("A recovery code was used");
    }

    @Test
    void canBeReadToTheEnd() {
        for (int i = 0; i < 60; i++) {
            trail.record(
                    SecurityEvent.success(SecurityEventType.REAUTHENTICATION).account(id));
        }
        int entries = 0;
        String next = "/account/activity";
        for (int pages = 0; pages < 3; pages++) {
            String body = browser.open(next).page().body();
            entries += body.split("<li class=\"entry\"", -1).length - 1;
            Matcher earlier = EARLIER.matcher(body);
            next = earlier.find() ? HtmlUtils.htmlUnescape(earlier.group(1)) : "";
        }
        assertThat(entries).isEqualTo(61);
        assertThat(next).isEmpty();
    }

    /** RB-18. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "_",
                "2026-11-21T10:00:00Z",
                "2026-11-21T10:00:00Z_x",
                "%27%20or%201=1--_00000000-0000-0000-0000-000000000000"
            })
    void refusesAPlaceThatIsNone(String place) {
        assertThat(browser.open("/account/activity?after=" + place).page().statusCode())
                .isEqualTo(400);
    }

    @Test
    void shutsOutEverybodyElseWhenItWasNotTheOwner() {
        Browser stranger = story.browserOf(account);
        String token =
                story.tokens(stranger, TestClient.WEB, "openid offline_access").text("refresh_token");
        browser.open("/account/activity").submit("/account/activity/not-me", Map.of());
        assertThat(browser.at("/account/password")).isTrue();
        assertThat(stranger.open("/account").at("/login")).isTrue();
        assertThat(story.relyingParty(TestClient.WEB).refresh(token).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    void hasWordsForEverythingThatCanHappenToAnAccount() throws IOException {
        for (String file : List.of("messages.properties", "messages_de.properties")) {
            Properties texts = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources", file))) {
                texts.load(reader);
            }
            assertThat(Stream.of(SecurityEventType.values()).filter(type -> !OTHERS.contains(type)))
                    .allSatisfy(type -> {
                        String key = "profile.activity." + type.name().toLowerCase(Locale.ROOT);
                        assertThat(texts.containsKey(key) || texts.containsKey(key + ".failed"))
                                .as(key)
                                .isTrue();
                    });
        }
    }
}
