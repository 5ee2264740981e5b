package dev.latchkey.endtoend.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Looks at pages one after the other, each in light and dark, on a telephone and on a desk; complains at the end. */
final class Looks {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int[][] SIZES = {{360, 740}, {1280, 800}};

    private final List<String> problems = new ArrayList<>();

    void at(Page page, String name) {
        for (int[] size : SIZES) {
            page.setViewportSize(size[0], size[1]);
            for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                // Colours that are on their way from one scheme to the other belong to neither.
                page.evaluate("() => document.getAnimations().forEach(animation => animation.finish())");
                String variant = "%s-%s-%d".formatted(name, scheme.name().toLowerCase(Locale.ROOT), size[0]);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(variant + ".png"))
                        .setFullPage(true));
                Stream.concat(Accessibility.problemsOf(page), Accessibility.scrollsSideways(page))
                        .map(problem -> variant + ": " + problem)
                        .forEach(problems::add);
            }
        }
    }

    void expectNoProblems() {
        assertThat(problems).isEmpty();
    }
}
