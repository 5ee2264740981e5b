package dev.latchkey.auth.session;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a browser calls itself, in words that its owner recognises: “Firefox” on “Windows”. Browsers say little that is true
 * and nothing that proves anything: this is for people to read, never to decide by.
 *
 * @param browser the product, or null for one that is not known
 * @param system the operating system, or null likewise
 */
public record DeviceName(@Nullable String browser, @Nullable String system) {

    /** In this order: most browsers also claim to be those further down. */
    private static final List<Sign> BROWSERS = List.of(
            new Sign("Edge", "Edg(e|A|iOS)?/"),
            new Sign("Opera", "OPR/|Opera|OPiOS/|OPT/"),
            new Sign("Samsung Internet", "SamsungBrowser/"),
            new Sign("Vivaldi", "Vivaldi/"),
            new Sign("DuckDuckGo", "DuckDuckGo/|Ddg/"),
            new Sign("Yandex Browser", "YaBrowser/"),
            new Sign("UC Browser", "UCBrowser/|UCWEB"),
            new Sign("Firefox", "Firefox/|FxiOS/"),
            new Sign("Chrome", "Chrome/|CriOS/|Chromium/|HeadlessChrome/"),
            new Sign("Safari", "Version/[0-9.]+ .*Safari/|Mobile/\\w+ Safari/"),
            new Sign("Internet Explorer", "MSIE |Trident/"),
            new Sign("curl", "^curl/"));

    private static final List<Sign> SYSTEMS = List.of(
            new Sign("Windows", "Windows NT|Windows Phone"),
            new Sign("iPhone", "iPhone"),
            new Sign("iPad", "iPad"),
            new Sign("Android", "Android"),
            new Sign("ChromeOS", "CrOS"),
            new Sign("macOS", "Macintosh|Mac OS X"),
            new Sign("Linux", "Linux|X11"));

    private record Sign(String name, Pattern pattern) {

        Sign(String name, String pattern) {
            this(name, Pattern.compile(pattern));
        }
    }

    /** @param userAgent as the browser sent it, or null if it sent nothing */
    public static DeviceName of(@Nullable String userAgent) {
        return userAgent == null
                ? new DeviceName(null, null)
                : new DeviceName(first(BROWSERS, userAgent), first(SYSTEMS, userAgent));
    }

    private static @Nullable String first(List<Sign> signs, String userAgent) {
        return signs.stream()
                .filter(sign -> sign.pattern().matcher(userAgent).find())
                .map(Sign::name)
                .findFirst()
                .orElse(null);
    }
}
