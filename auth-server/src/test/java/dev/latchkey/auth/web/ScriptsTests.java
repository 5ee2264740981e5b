package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.preview.Html;
import dev.latchkey.preview.PreviewApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What the scripts of the pages must not do, and what password managers find. */
@PreviewTest
class ScriptsTests {

    /** Ways in which text becomes code or markup, and in which somebody else's page or link could bring the text. */
    private static final Pattern DANGEROUS = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|createContextualFragment|DOMParser|\\beval\\b"
                    + "|new Function|setTimeout\\(\\s*[\"'`]|srcdoc|location\\.hash|location\\.search|document\\.referrer"
                    + "|postMessage|addEventListener\\(\\s*[\"']message|window\\.name|__proto__|localStorage|sessionStorage"
                    + "|document\\.cookie");

    @Autowired
    private Browser browser;

    @Test
    @DisplayName("RB-14: no script makes markup or code of text, or reads what another site can write")
    void makeNothingOfText() {
        Map<String, String> scripts = scripts();
        assertThat(scripts).containsKey("passkey.js").hasSizeGreaterThan(5);
        assertThat(scripts)
                .allSatisfy((name, text) ->
                        assertThat(DANGEROUS.matcher(text).results()).as(name).isEmpty());
    }

    @Test
    @DisplayName("LG-40: every password field says which password it is for, and takes one that is pasted")
    void leavePasswordManagersTheirWork() {
        int fields = 0;
        for (String page : PreviewApplication.pages()) {
            Html html = Html.parse(browser.open("/preview/" + page).body());
            List<String> purposes = html.elements("input")
                    .filter(input -> "password".equals(input.getAttributeValue("type")))
                    .filter(input -> !"clientSecret".equals(input.getAttributeValue("name")))
                    .peek(input -> assertThat(input.hasAttribute("readonly") || input.hasAttribute("maxlength"))
                            .as(page)
                            .isFalse())
                    .map(input -> input.getAttributeValue("autocomplete"))
                    .toList();
            assertThat(purposes).as(page).isSubsetOf("current-password", "new-password");
            if (purposes.contains("current-password")) {
                assertThat(html.elements("input").map(input -> String.valueOf(input.getAttributeValue("autocomplete"))))
                        .as("whose password, on " + page)
                        .anyMatch(autocomplete -> autocomplete.startsWith("username"));
            }
            fields += purposes.size();
        }
        assertThat(fields).isGreaterThan(8);
        assertThat(scripts())
                .allSatisfy((name, text) -> assertThat(text).as(name).doesNotContain("\"paste\""));
    }

    private static Map<String, String> scripts() {
        Map<String, String> scripts = new TreeMap<>();
        try {
            for (Resource script : new PathMatchingResourcePatternResolver().getResources("classpath:static/js/*.js")) {
                scripts.put(script.getFilename(), script.getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scripts;
    }
}
