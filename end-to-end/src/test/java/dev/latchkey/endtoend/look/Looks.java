package dev.latchkey.endtoend.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Looks at pages one after the other, each in dark on a telephone and in light on a desk; complains at the end. */
final class Looks {

    private static final Path PICTURES = Path.of("target", "screenshots");

    private final List<String> problems = new ArrayList<>();

    void at(Page page, String name) {
        look(page, name, 360, 740, ColorScheme.DARK);
        look(page, name, 1280, 800, ColorScheme.LIGHT);
        Keyboard.problemsOf(page).map(problem -> name + ": " + problem).forEach(problems::add);
    }

    /** Opens a page and looks at it. */
    void at(Page page, String name, String address, int status) {
        int answered = page.navigate(address).status();
        if (answered != status) {
            problems.add("%s: %s is answered with %d".formatted(name, address, answered));
        }
        at(page, name);
    }

    private void look(Page page, String name, int width, int height, ColorScheme scheme) {
        page.setViewportSize(width, height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        // Colours that are on their way from one scheme to the other belong to neither.
        page.evaluate("() => document.getAnimations().forEach(animation => animation.finish())");
        String variant = "%s-%s-%d".formatted(name, scheme.name().toLowerCase(Locale.ROOT), width);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(variant + ".png"))
                .setFullPage(true));
        Stream.concat(Accessibility.problemsOf(page), Accessibility.scrollsSideways(page))
                .map(problem -> variant + ": " + problem)
                .forEach(problems::add);
    }

    void expectNoProblems() {
        assertThat(problems).isEmpty();
    }
}
