package dev.latchkey.endtoend.look;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Stream;

/** WCAG 2.1.1: whatever can be used is reached with the Tab key. */
final class Keyboard {

    private static final int MOST = 120;
    private static final int STEP = 5;

    /** Of the radio buttons of a group one is reached with Tab and the others with the arrows. */
    private static final String USABLE = """
            [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(element =>
              !element.disabled && element.type !== 'hidden' && element.type !== 'radio' && element.checkVisibility()
                && !element.closest('[inert]'))
            """;

    private Keyboard() {}

    /** What is not reached, a line for each element. */
    static Stream<String> problemsOf(Page page) {
        int usable = ((Number) page.evaluate("""
                () => {
                  window.reached = new Set();
                  document.addEventListener('focusin', event => window.reached.add(event.target));
                  if (document.activeElement) window.reached.add(document.activeElement);
                  return %s.length;
                }
                """.formatted(USABLE.strip()))).intValue();
        if (usable > MOST) {
            return Stream.empty();
        }
        // The walk starts at the element that has the focus and goes round the end of the page.
        press(page, usable + 1);
        for (int rest = usable + 9; rest > 0 && !missed(page).isEmpty(); rest -= STEP) {
            press(page, STEP);
        }
        return missed(page).stream().map(element -> "not reached with the Tab key: " + element);
    }

    private static void press(Page page, int times) {
        for (int i = 0; i < times; i++) {
            page.keyboard().press("Tab");
        }
    }

    private static List<String> missed(Page page) {
        Object missed = page.evaluate("""
                () => %s.filter(element => !window.reached.has(element)).map(element => element.outerHTML)
                """.formatted(USABLE.strip()));
        return ((List<?>) missed).stream().map(String::valueOf).toList();
    }
}
