package dev.latchkey.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that the rows of docs/security-cases*.md name are there: a renamed one would leave a case to a promise. */
class SecurityCasesTests {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES = List.of("auth-server", "resource-server", "demo-client", "end-to-end");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Tests)?(?:\\.(\\w+))?`");

    @Test
    void areThere() throws IOException {
        Map<String, String> tests = tests();
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (String row : rows()) {
            Matcher names = NAMED.matcher(row);
            String test = "";
            while (row.startsWith("| ") && names.find()) {
                test = names.group(1) == null ? test : names.group(1);
                String method = names.group(2);
                if (test.isEmpty()) {
                    continue; // the name of a module or a file
                }
                named++;
                String source = tests.getOrDefault(test, "");
                if (source.isEmpty() || (method != null && !source.contains(" " + method + "("))) {
                    missing.add(names.group() + " in " + row);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(80);
    }

    private static List<String> rows() throws IOException {
        try (Stream<Path> documents = Files.list(ROOT.resolve("docs"))) {
            return documents
                    .filter(file -> file.getFileName().toString().startsWith("security-cases"))
                    .flatMap(file -> text(file).lines())
                    .toList();
        }
    }

    /** By their simple names, which several may share. */
    private static Map<String, String> tests() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                all.filter(file -> file.toString().endsWith("Tests.java")).forEach(files::add);
            }
        }
        return files.stream()
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""),
                        SecurityCasesTests::text,
                        String::concat));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
