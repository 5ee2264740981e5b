package dev.latchkey.endtoend.look;

import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.library.NodeScripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules of axe-core, all that it has for WCAG 2.2 A and AA and its best practices. */
final class Accessibility {

    private static final String RULES = read();

    private Accessibility() {}

    /** What is wrong with a page, a line for each element. */
    static Stream<String> problemsOf(Page page) {
        if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) {
            page.evaluate(RULES);
        }
        Object found = page.evaluate("""
                async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.flatMap(violation =>
                  violation.nodes.map(node =>
                    `${violation.impact}: ${violation.id}: ${node.html} (${node.failureSummary})`))
                """);
        return ((List<?>) found).stream().map(String::valueOf);
    }

    /** WCAG 1.4.10: at 320 to 360 pixels nobody has to scroll in two directions. */
    static Stream<String> scrollsSideways(Page page) {
        Object sizes = page.evaluate(
                "() => ({ content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth })");
        int content = ((Number) ((Map<?, ?>) sizes).get("content")).intValue();
        int window = ((Number) ((Map<?, ?>) sizes).get("window")).intValue();
        return content > window
                ? Stream.of("serious: reflow: the content is %d pixels wide, the window %d".formatted(content, window))
                : Stream.empty();
    }

    private static String read() {
        try {
            return Files.readString(NodeScripts.packages().resolve("axe-core/axe.min.js"));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
