package dev.latchkey.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;

/** The rules that every template keeps, and the message files with it. */
class TemplateTests {

    private static final Path RESOURCES = Path.of("src/main/resources");

    private static final Path JAVA = Path.of("src/main/java");

    /** {@code #{key}} and {@code #{key(…)}} in templates. */
    private static final Pattern MESSAGE = Pattern.compile("#\\{([a-z][\\w.-]*)[}(]");

    /** {@code '{prefix.' + …} in templates, for keys that are put together. */
    private static final Pattern PREFIX = Pattern.compile("'([a-z][\\w-]*(?:\\.[\\w-]+)*\\.)' \\+");

    /** Keys in Java: of constraints, and of rejected fields. */
    private static final Pattern IN_JAVA = Pattern.compile("\"\\{?([a-z]+\\.[\\w.-]+)}?\"");

    @Test
    void bothLanguagesSayTheSame() throws IOException {
        Properties english = messages("messages.properties");
        Properties german = messages("messages_de.properties");

        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(german.getProperty(key)).as(key).isNotBlank();
            assertThat(arguments(german.getProperty(key)))
                    .as("arguments of %s", key)
                    .isEqualTo(arguments(english.getProperty(key)));
        }
    }

    @Test
    void everyMessageThatIsUsedExists() throws IOException {
        TreeSet<String> used = new TreeSet<>();
        for (String template : templates().values()) {
            MESSAGE.matcher(template).results().forEach(match -> used.add(match.group(1)));
        }

        assertThat(messages("messages.properties").stringPropertyNames()).containsAll(used);
        assertThat(used).hasSizeGreaterThan(80);
    }

    @Test
    void everyExplanationThatIsPromisedExists() throws Exception {
        Set<String> promised = new TreeSet<>();
        promised(Class.forName("dev.latchkey.demo.home.Claim")).forEach(name -> promised.add("claim." + name));
        promised(Class.forName("dev.latchkey.demo.trace.Parameter"))
                .forEach(name -> promised.add("trace.parameter." + name));

        assertThat(messages("messages.properties").stringPropertyNames().stream()
                        .filter(key -> key.startsWith("claim.") || key.startsWith("trace.parameter.")))
                .containsExactlyInAnyOrderElementsOf(promised);
    }

    private static Collection<?> promised(Class<?> shown) throws ReflectiveOperationException {
        Field names = shown.getDeclaredField("EXPLAINED");
        names.setAccessible(true);
        return (Collection<?>) names.get(null);
    }

    @Test
    void everyMessageIsUsed() throws IOException {
        TreeSet<String> unused = new TreeSet<>(messages("messages.properties").stringPropertyNames());
        for (String template : templates().values()) {
            MESSAGE.matcher(template).results().forEach(match -> unused.remove(match.group(1)));
            PREFIX.matcher(template).results().forEach(match -> unused.removeIf(key -> key.startsWith(match.group(1))));
        }
        for (String source : read(JAVA, ".java").values()) {
            // A rejected field may have its own words: Spring looks for "code.field" first.
            IN_JAVA.matcher(source)
                    .results()
                    .forEach(match -> unused.removeIf(key -> key.equals(match.group(1))
                            || key.matches(Pattern.quote(match.group(1)) + "\\.(title|text)")));
        }

        assertThat(unused).isEmpty();
    }

    @Test
    void noTextStandsInATemplateUnlessAMessageReplacesIt() throws IOException {
        List<String> texts = new ArrayList<>();
        each((file, document) -> {
            for (Element element : document.getAllElements()) {
                boolean replaced = hasAny(element, "th:text", "th:replace", "th:insert", "th:errors");
                for (TextNode text : element.textNodes()) {
                    boolean ownName =
                            List.of("English", "Deutsch").contains(text.text().strip());
                    if (!text.isBlank() && !replaced && !ownName) {
                        texts.add(file + ": " + text.text().strip());
                    }
                }
            }
        });

        assertThat(texts).isEmpty();
    }

    @Test
    void nothingIsInline() throws IOException {
        List<String> inline = new ArrayList<>();
        each((file, document) -> {
            document.select("style, [style], [th:style], [th:styleappend], script:not([th:src])")
                    .forEach(element -> inline.add(file + ": " + element.normalName()));
            for (Element element : document.getAllElements()) {
                element.attributes().asList().stream()
                        .filter(attribute -> attribute.getKey().matches("(th:)?on\\w+"))
                        .forEach(attribute -> inline.add(file + ": " + attribute.getKey()));
            }
        });

        assertThat(inline).isEmpty();
    }

    @Test
    void scriptsAndStylesCarryTheNonceAndComeFromHere() throws IOException {
        List<Element> loaded = new ArrayList<>();
        each((file, document) -> loaded.addAll(document.select("script, link[rel=stylesheet]")));

        assertThat(loaded).hasSize(2).allSatisfy(element -> {
            assertThat(element.attr("th:nonce")).isEqualTo("${page.nonce}");
            assertThat(element.attr("th:src") + element.attr("th:href")).startsWith("@{/");
        });
    }

    @Test
    void everyFormThatChangesSomethingIsProtected() throws IOException {
        List<Element> forms = new ArrayList<>();
        each((file, document) -> forms.addAll(document.select("form")));

        assertThat(forms).hasSizeGreaterThan(4).allSatisfy(form -> {
            // The hidden CSRF field is added to forms whose action Thymeleaf writes, and only to those.
            assertThat(form.attr("th:action")).startsWith("@{/");
            assertThat(form.hasAttr("action")).isFalse();
            assertThat(form.attr("method")).isIn("post", "get");
        });
    }

    @Test
    void everyFormWithTypedTextSaysForWhomItIs() throws IOException {
        List<Element> forms = new ArrayList<>();
        each((file, document) -> forms.addAll(document.select("form[method=post][th:action*=notes]")));

        assertThat(forms)
                .hasSizeGreaterThan(3)
                .allSatisfy(form -> assertThat(form.select("input[type=hidden][name=account]"))
                        .hasSize(1));
    }

    @Test
    void textIsNeverWrittenUnescaped() throws IOException {
        for (Map.Entry<Path, String> template : templates().entrySet()) {
            assertThat(template.getValue()).as("%s", template.getKey()).doesNotContain("th:utext", "[(");
        }
    }

    /** Thymeleaf replaces before it decides, so that the condition would be lost. */
    @Test
    void noConditionStandsBesideAReplacement() throws IOException {
        List<String> lost = new ArrayList<>();
        each((file, document) -> document.getAllElements().stream()
                .filter(element -> hasAny(element, "th:replace") && hasAny(element, "th:if", "th:unless", "th:with"))
                .forEach(element -> lost.add(file + ": " + element.attr("th:replace"))));

        assertThat(lost).isEmpty();
    }

    @Test
    void everyPageUsesTheLayout() throws IOException {
        for (Map.Entry<Path, String> template : templates().entrySet()) {
            if (template.getValue().contains("<main")) {
                assertThat(template.getValue()).as("%s", template.getKey()).contains("~{layout/page :: page(");
            }
        }
    }

    private static void each(Check check) throws IOException {
        for (Map.Entry<Path, String> template : templates().entrySet()) {
            check.on(template.getKey(), Jsoup.parse(template.getValue()));
        }
    }

    private interface Check {
        void on(Path file, Document document);
    }

    private static boolean hasAny(Element element, String... attributes) {
        return Stream.of(attributes).anyMatch(element::hasAttr);
    }

    private static List<String> arguments(String message) {
        Matcher arguments = Pattern.compile("\\{\\d+}").matcher(message);
        return arguments.results().map(match -> match.group()).sorted().toList();
    }

    private static Map<Path, String> templates() throws IOException {
        return read(RESOURCES.resolve("templates"), ".html");
    }

    private static Map<Path, String> read(Path folder, String suffix) throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(suffix)).toList()) {
                contents.put(folder.relativize(file), Files.readString(file));
            }
        }
        return contents;
    }

    private static Properties messages(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(RESOURCES.resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }
}
