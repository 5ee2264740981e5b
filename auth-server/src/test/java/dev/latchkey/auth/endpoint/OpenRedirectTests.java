package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No parameter sends a browser to another site, whatever it is called. */
class OpenRedirectTests {

    private static final Story STORY = new Story();
    private static final List<String> NAMES = List.of(
            "continue",
            "next",
            "returnTo",
            "return_to",
            "redirect",
            "redirect_uri",
            "url",
            "target",
            "RelayState",
            "post_logout_redirect_uri",
            "service");
    private static final List<String> ADDRESSES = List.of(
            "https://evil.test/",
            "//evil.test",
            "/\\evil.test",
            "https:evil.test",
            "/%09/evil.test",
            "\\\\evil.test",
            "///evil.test",
            "/.evil.test/..//evil.test",
            "javascript:alert(1)//evil.test",
            "http://localhost@evil.test",
            "/\t/evil.test",
            "//evil%E3%80%82test");

    /** Where a page leads, or lets a browser go by itself. */
    private static final Pattern LINKS =
            Pattern.compile("(?:href|src|action|formaction|content)=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private final Browser nobody = STORY.browser();
    private final Browser somebody = STORY.browserOf(TestAccount.BOB);

    private static String query(String address) {
        return NAMES.stream()
                .map(name -> name + "=" + URLEncoder.encode(address, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static void assertStaysHere(String path, HttpResponse<String> answer) {
        answer.headers()
                .firstValue("Location")
                .ifPresent(location -> assertThat(URI.create(answer.uri().toString())
                                .resolve(location)
                                .toString())
                        .as(path)
                        .startsWith(STORY.server().issuer() + "/"));
        assertThat(answer.headers().firstValue("Refresh")).as(path).isEmpty();
        Matcher links = LINKS.matcher(answer.body());
        while (links.find()) {
            assertThat(links.group(1)).as(path).doesNotContain("//evil", "\\evil", ":evil", "@evil", "javascript:");
        }
        assertThat(answer.statusCode()).as(path).isLessThan(500);
    }

    @ParameterizedTest
    @DisplayName("AZ-15: by GET")
    @ValueSource(
            strings = {
                "/login",
                "/login/accounts",
                "/logout",
                "/connect/logout",
                "/signup",
                "/password/forgot",
                "/password/reset",
                "/signup/verify",
                "/device",
                "/error",
                "/mfa",
                "/mfa/totp",
                "/reauthenticate",
                "/oauth2/consent",
                "/oauth2/authorize",
                "/account"
            })
    void leadsNowhereElse(String path) {
        for (String address : ADDRESSES) {
            String target = path + "?" + query(address);
            assertStaysHere(target, nobody.openWithoutFollowing(target));
            assertStaysHere(target, somebody.openWithoutFollowing(target));
        }
    }

    @Test
    @DisplayName("AZ-15: after a sign-in")
    void leadsNowhereElseAfterASignIn() {
        TestAccount account = STORY.newAccounts().withPassword();
        for (String address : ADDRESSES) {
            Browser browser = STORY.browser().open("/login?" + query(address));
            HttpResponse<String> answer = browser.submitWithoutFollowing(
                    "/login", Map.of("username", account.username(), "password", account.password()));
            assertThat(answer.statusCode()).as("AZ-61").isEqualTo(303);
            assertStaysHere(address, answer);
        }
    }
}
