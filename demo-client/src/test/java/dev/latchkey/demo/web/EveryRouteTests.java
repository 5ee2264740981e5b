package dev.latchkey.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import jakarta.servlet.FilterChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** HD-01 to HD-04: every route of the route table, asked by nobody and by somebody signed in, rightly and wrongly. */
class EveryRouteTests extends BrowserTest {

    /** Served by filters, not by handlers. */
    private static final List<String> FILTERS =
            List.of("/oauth2/authorization/latchkey", "/login/oauth2/code/latchkey", "/no-such-page", "/robots.txt");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @Autowired
    private SecurityHeaders headers;

    @Test
    void carriesTheHeaders() {
        List<Page> pages = new ArrayList<>(answers());
        browser.signIn(Grant.alice());
        pages.addAll(answers());

        assertThat(pages).hasSizeGreaterThan(50).allSatisfy(EveryRouteTests::isSafe);
        assertThat(pages.stream().map(Page::status)).contains(200, 302, 403, 404);
    }

    @Test
    void promisesHttpsOverHttpsAlone() throws Exception {
        for (boolean secure : new boolean[] {true, false}) {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/notes");
            request.setSecure(secure);
            MockHttpServletResponse response = new MockHttpServletResponse();
            FilterChain nothing = (asked, answered) -> {};

            headers.doFilter(request, response, nothing);

            assertThat(response.getHeader("Strict-Transport-Security"))
                    .isEqualTo(secure ? "max-age=31536000 ; includeSubDomains" : null);
        }
    }

    private List<Page> answers() {
        List<Page> answers = new ArrayList<>();
        for (String path : paths()) {
            if (!path.equals("/logout")) {
                answers.add(browser.open(path));
                answers.add(browser.post(browser.url(path), Map.of("a", "b"), Map.of("Sec-Fetch-Site", "cross-site")));
            }
        }
        return answers;
    }

    private Set<String> paths() {
        Set<String> paths = new TreeSet<>(FILTERS);
        routes.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .map(pattern -> pattern.replaceAll("\\{[^/]*}", "00000000-0000-0000-0000-000000000000"))
                        .forEach(paths::add));
        paths.remove("/error"); // what it says of itself when nothing went wrong is in PagesTests
        assertThat(paths).contains("/notes", "/who-am-i");
        return paths;
    }

    private static void isSafe(Page page) {
        String description = page.response().request().method() + " " + page.uri() + " -> " + page.status();
        assertThat(page.status()).as(description).isNotEqualTo(500);
        assertThat(page.headers("X-Content-Type-Options")).as(description).containsExactly("nosniff");
        assertThat(page.headers("X-Frame-Options")).as(description).containsExactly("DENY");
        assertThat(page.headers("Referrer-Policy")).as(description).containsExactly("no-referrer");
        assertThat(page.headers("Cross-Origin-Opener-Policy")).as(description).containsExactly("same-origin");
        assertThat(page.headers("Cross-Origin-Resource-Policy")).as(description).containsExactly("same-origin");
        assertThat(page.header("Permissions-Policy")).as(description).contains("camera=()");
        assertThat(page.header("Cache-Control")).as(description).contains("no-store");
        assertThat(page.header("Content-Security-Policy"))
                .as(description)
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'nonce-")
                .doesNotContain("unsafe", "*");
        assertThat(page.header("Server") + page.header("X-Powered-By"))
                .as(description)
                .isEmpty();
        assertThat(page.body()).as(description).doesNotContain("Exception", "org.springframework");
    }
}
