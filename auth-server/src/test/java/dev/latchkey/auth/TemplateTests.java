package dev.latchkey.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.preview.Html;
import dev.latchkey.preview.PreviewApplication;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attoparser.dom.Element;
import org.junit.jupiter.api.Test;

/** What every template and every text must keep to. Read from the sources, so that a page nobody opens in a test is held to it too. */
class TemplateTests {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path TEMPLATES = RESOURCES.resolve("templates");

    /**
     * Keys that are put together at run time, or named by features as data: problems of a form, texts of scopes, links of the
     * navigation. Only these need not appear in full somewhere.
     */
    private static final Set<String> FAMILIES = Set.of(
            "login.problem.",
            "profile.problem.",
            "profile.activity.",
            "mfa.problem.",
            "federation.problem.",
            "password.problem.",
            "registration.problem.",
            "reauthentication.problem.",
            "developer.kind.",
            "developer.problem.",
            "developer.snippet.",
            "developer.state.",
            "requestlog.rule.",
            "scope.",
            "role.",
            "administration.applications.done.",
            "administration.problem.",
            "administration.done.",
            "administration.state.",
            "administration.sort.",
            "administration.keys.state.",
            "administration.logouts.state.",
            "navigation.",
            "authorization.error.",
            "error.");

    private static final Pattern MESSAGE = Pattern.compile("#\\{\\s*([a-zA-Z0-9_.-]+)");
    private static final Pattern LITERAL = Pattern.compile("['\"]([a-z0-9_-]+(?:\\.[a-z0-9_-]+)+)['\"]");
    private static final Pattern NAMING = Pattern.compile("(?:naming|msg)\\('([a-zA-Z0-9_.-]+)'[,)]");
    private static final Pattern VIEW = Pattern.compile("\"([a-z0-9-]+/[a-z0-9-]+)\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9]+)[,}]");

    private static final Map<Path, String> SOURCES = read(TEMPLATES, ".html");

    /** Mail programs load no stylesheet, so mails bring their style with them. No page of ours ever holds one. */
    private static final Path MAILS = TEMPLATES.resolve("mail");

    @Test
    void everyLanguageHasTheSameKeysInTheSameOrder() throws IOException {
        List<String> english = keys(RESOURCES.resolve("messages.properties"));
        assertThat(english).doesNotHaveDuplicates();
        List<Path> others = otherLanguages();
        assertThat(others).isNotEmpty();
        for (Path other : others) {
            assertThat(keys(other)).as(other.toString()).isEqualTo(english);
        }
    }

    @Test
    void everyLanguageFillsInTheSamePlaceholders() throws IOException {
        Properties english = properties(RESOURCES.resolve("messages.properties"));
        for (Path other : otherLanguages()) {
            Properties texts = properties(other);
            english.stringPropertyNames()
                    .forEach(key -> assertThat(Set.copyOf(matches(PLACEHOLDER, texts.getProperty(key), 1)))
                            .as("%s in %s", key, other)
                            .isEqualTo(Set.copyOf(matches(PLACEHOLDER, english.getProperty(key), 1))));
        }
    }

    @Test
    void textsAreWrittenWithTypographicApostrophes() throws IOException {
        // A straight one is an escape character of java.text.MessageFormat, and would vanish.
        for (Path language : languages()) {
            assertThat(properties(language).values())
                    .as(language.toString())
                    .allSatisfy(text -> assertThat((String) text).isNotBlank().doesNotContain("'"));
        }
    }

    @Test
    void everyKeyThatIsUsedExists() throws IOException {
        Set<String> known = properties(RESOURCES.resolve("messages.properties")).stringPropertyNames();
        Map<String, Path> used = new TreeMap<>();
        SOURCES.forEach((file, text) -> {
            matches(MESSAGE, text, 1).forEach(key -> used.put(key, file));
            matches(NAMING, text, 1).forEach(key -> used.put(key, file));
        });
        assertThat(used).isNotEmpty();
        assertThat(known).containsAll(used.keySet());
    }

    @Test
    void everyKeyIsUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        Map<Path, String> java = read(Path.of("src/main/java"), ".java");
        Stream.concat(SOURCES.values().stream(), java.values().stream()).forEach(text -> {
            used.addAll(matches(MESSAGE, text, 1));
            used.addAll(matches(LITERAL, text, 1));
            used.addAll(matches(Pattern.compile("\"([a-z]+)\""), text, 1));
        });
        SOURCES.keySet().stream()
                .filter(file -> file.getParent().equals(MAILS))
                .forEach(file ->
                        used.add("mail." + file.getFileName().toString().replaceFirst("\\.html$", "") + ".subject"));
        assertThat(properties(RESOURCES.resolve("messages.properties")).stringPropertyNames())
                .filteredOn(key -> FAMILIES.stream().noneMatch(key::startsWith))
                .isSubsetOf(used);
    }

    @Test
    void everyTemplateThatIsNamedExists() {
        Set<String> folders = new TreeSet<>();
        Set<String> templates = new TreeSet<>();
        SOURCES.keySet().forEach(file -> {
            Path template = TEMPLATES.relativize(file);
            folders.add(template.getName(0).toString());
            templates.add(template.toString().replaceFirst("\\.html$", ""));
        });
        Set<String> named = new TreeSet<>(PreviewApplication.templates());
        read(Path.of("src/main/java"), ".java").values().forEach(text -> named.addAll(matches(VIEW, text, 1)));
        assertThat(templates)
                .containsAll(named.stream()
                        .filter(view -> folders.contains(view.substring(0, view.indexOf('/'))))
                        .toList());
    }

    @Test
    void everyPageIsPreviewed() {
        Set<String> apart = Set.of("layout", "fragments", "error", "mail");
        assertThat(SOURCES.keySet().stream()
                        .map(TEMPLATES::relativize)
                        .filter(template -> !apart.contains(template.getName(0).toString()))
                        .map(template -> template.toString().replaceFirst("\\.html$", "")))
                .isNotEmpty()
                .isSubsetOf(PreviewApplication.templates());
    }

    @Test
    void noTemplateHasAnInlineScriptOrStyle() {
        eachTemplate((file, html) -> {
            assertThat(html.elements("style"))
                    .as("<style> in %s", file)
                    .hasSize(file.equals(MAILS.resolve("layout.html")) ? 1 : 0);
            assertThat(html.elements("script")).as("<script> in %s", file).allSatisfy(script -> {
                assertThat(Html.text(script)).isEmpty();
                assertThat(names(script)).containsAnyOf("th:src", "th:replace");
                assertThat(names(script).contains("th:replace")
                                || String.valueOf(script.getAttributeValue("th:attr"))
                                        .contains("nonce=${layout.cspNonce}"))
                        .isTrue();
            });
            assertThat(html.attributes())
                    .as("attributes of %s", file)
                    .noneMatch(attribute ->
                            attribute.getKey().matches("(?i)(th:|data-th-)?(style|styleappend|on[a-z]+|inline)"))
                    .noneMatch(attribute -> attribute.getKey().equals("th:attr")
                            && attribute.getValue().matches("(?s).*\\b(style|on[a-z]+)\\s*=.*"));
        });
    }

    @Test
    void noTemplateEvaluatesOrWritesDataUnescaped() {
        SOURCES.forEach((file, text) ->
                assertThat(text).as(file.toString()).doesNotContain("th:utext", "[(", "[[", "__", "javascript:"));
    }

    @Test
    void noTemplateLoadsOrNamesAnotherOrigin() {
        Set<String> loading = Set.of("src", "href", "action", "formaction", "srcset", "poster", "data");
        eachTemplate((file, html) -> assertThat(html.attributes())
                .as(file.toString())
                .filteredOn(attribute -> loading.contains(attribute.getKey().replaceFirst("^th:", "")))
                .allSatisfy(attribute -> assertThat(attribute.getValue()).doesNotContain("//")));
        assertThat(read(RESOURCES.resolve("static/css"), ".css").values())
                .isNotEmpty()
                .allSatisfy(css -> assertThat(css).doesNotContain("url(", "@import"));
    }

    @Test
    void theStylesheetEndsWhereItsRulesEnd() throws IOException {
        String css = Files.readString(RESOURCES.resolve("static/css/site.css")).replaceAll("(?s)/\\*.*?\\*/", "");
        int depth = 0;
        for (String line : css.lines().toList()) {
            depth += (int) (line.chars().filter(c -> c == '{').count()
                    - line.chars().filter(c -> c == '}').count());
            assertThat(depth).as("braces up to: %s", line).isBetween(0, 2);
        }
        assertThat(depth)
                .as("a rule that is not closed swallows all that follow")
                .isZero();
    }

    @Test
    void everyFormThatPostsCarriesTheCsrfToken() {
        List<Element> forms = new ArrayList<>();
        eachTemplate((file, html) -> html.elements("form").forEach(form -> {
            if (file.endsWith(Path.of("authorization", "form-post.html"))) {
                // It leads to the application, which must not learn our token: th:action would add it.
                assertThat(names(form)).doesNotContain("th:action", "action");
                return;
            }
            forms.add(form);
            // th:action is what adds the token.
            assertThat(names(form)).as("form in %s", file).contains("th:action").doesNotContain("action", "th:method");
            // A search is fetched: its address can be kept, and has no token in it.
            assertThat(form.getAttributeValue("method"))
                    .as("method of a form in %s", file)
                    .isEqualTo("search".equals(form.getAttributeValue("role")) ? "get" : "post");
            assertThat(form.getAttributeValue("th:action")).startsWith("@{/");
        }));
        assertThat(forms).hasSizeGreaterThan(3);
    }

    @Test
    void everyFieldHasALabel() {
        eachTemplate((file, html) -> Stream.of("input", "select", "textarea")
                .flatMap(html::elements)
                .filter(input -> !"hidden".equals(input.getAttributeValue("type")))
                .forEach(input -> {
                    String attribute = input.hasAttribute("id") ? "id" : "th:id";
                    String id = input.getAttributeValue(attribute);
                    assertThat(id)
                            .as("id of %s in %s", input.getElementName(), file)
                            .isNotNull();
                    String labels = attribute.equals("id") ? "for" : "th:for";
                    assertThat(html.elements("label").map(label -> label.getAttributeValue(labels)))
                            .as("labels in %s", file)
                            .contains(id);
                }));
    }

    @Test
    void noConditionStandsOnAnElementThatIsReplaced() {
        // th:replace is processed first and takes the condition with it: the fragment would always be shown.
        eachTemplate((file, html) -> html.elements().forEach(element -> {
            if (element.hasAttribute("th:replace")) {
                assertThat(names(element))
                        .as("<%s> in %s", element.getElementName(), file)
                        .doesNotContain("th:if", "th:unless", "th:switch", "th:case");
            }
        }));
    }

    @Test
    void everyLinkToANewWindowKeepsItAtADistance() {
        eachTemplate((file, html) -> html.elements("a")
                .filter(link -> link.hasAttribute("target"))
                .forEach(link -> assertThat(link.getAttributeValue("rel"))
                        .as("link in %s", file)
                        .contains("noopener", "noreferrer")));
    }

    private static List<String> names(Element element) {
        return List.copyOf(element.getAttributeMap().keySet());
    }

    private static void eachTemplate(BiConsumer<Path, Html> check) {
        assertThat(SOURCES).isNotEmpty();
        SOURCES.forEach((file, text) -> check.accept(file, Html.parse(text)));
    }

    private static List<Path> languages() {
        try (Stream<Path> files = Files.list(RESOURCES)) {
            return files.filter(file -> file.getFileName().toString().matches("messages.*\\.properties"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> otherLanguages() {
        return languages().stream()
                .filter(file -> !file.endsWith("messages.properties"))
                .toList();
    }

    /** In the order of the file, duplicates included: {@link Properties} would keep the last one. */
    private static List<String> keys(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static List<String> matches(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<Path, String> read(Path folder, String ending) {
        Map<Path, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ending)).toList()) {
                texts.put(file, Files.readString(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return texts;
    }
}
