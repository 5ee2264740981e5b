package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BrowserCookieTests {

    private static final String OPAQUE = "A".repeat(43);

    private final BrowserCookie onHttps = BrowserCookie.strict("latchkey-test", new Issuer("https://id.example.test"));
    private final BrowserCookie onHttp = BrowserCookie.lax("latchkey-test", new Issuer("http://localhost:9000"));
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void belongsToThisHostAloneOnHttps() {
        onHttps.write("value", response);
        assertThat(written()).isEqualTo("__Host-latchkey-test=value; Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void hasNoPrefixOnHttpWhereBrowsersWouldRefuseIt() {
        onHttp.write("value", response);
        assertThat(written()).isEqualTo("latchkey-test=value; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void outlivesTheWindowForTheTimeThatIsNamed() {
        onHttps.write("value", Duration.ofHours(1), response);
        assertThat(written())
                .startsWith("__Host-latchkey-test=value; Path=/; Max-Age=3600; Expires=")
                .endsWith("; Secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void isTakenAwayAsItWasGiven() {
        onHttps.clear(response);
        assertThat(written())
                .startsWith("__Host-latchkey-test=; Path=/; Max-Age=0; Expires=")
                .endsWith("; Secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void isReadUnderItsOwnNameOnly() {
        assertThat(onHttps.read(request)).isEmpty();
        request.setCookies(new Cookie("latchkey-test", "planted"), new Cookie("__Host-latchkey-test2", "other"));
        assertThat(onHttps.read(request)).isEmpty();
        request.setCookies(new Cookie("latchkey-test", "planted"), new Cookie("__Host-latchkey-test", "own"));
        assertThat(onHttps.read(request)).contains("own");
        assertThat(onHttp.read(request)).contains("planted");
    }

    @Test
    void takesOnlyWhatCanBeAValueOfOursForOne() {
        request.setCookies(new Cookie("latchkey-test", "' or 1 = 1"));
        assertThat(onHttp.readOpaque(request)).isEmpty();
        request.setCookies(new Cookie("latchkey-test", "' or 1 = 1"), new Cookie("latchkey-test", OPAQUE));
        assertThat(onHttp.readOpaque(request)).contains(OPAQUE);
    }

    @Test
    void findsAllOfItsKind() {
        request.setCookies(
                new Cookie("latchkey-test", "planted"),
                new Cookie("__Host-latchkey-test1", "first"),
                new Cookie("__Host-latchkey-test2", "second"));
        assertThat(onHttps.allOf(request))
                .extracting(BrowserCookie::name)
                .containsExactly("__Host-latchkey-test1", "__Host-latchkey-test2");
        onHttps.with("1").clear(response);
        assertThat(written())
                .startsWith("__Host-latchkey-test1=; Path=/; Max-Age=0;")
                .endsWith("; Secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void givesItsProtectionToWhatTheFrameworkWrites() {
        ResponseCookie.ResponseCookieBuilder framework =
                ResponseCookie.from(onHttps.name(), "value").path("/somewhere").httpOnly(false);
        onHttps.protect(framework);
        assertThat(framework.build())
                .hasToString("__Host-latchkey-test=value; Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    private String written() {
        return String.valueOf(response.getHeader("Set-Cookie"));
    }
}
