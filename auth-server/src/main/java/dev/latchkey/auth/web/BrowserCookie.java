package dev.latchkey.auth.web;

import dev.latchkey.auth.secret.OpaqueValues;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A cookie of this server: for the whole host, out of reach of scripts. On https it is Secure and its name has the {@code
 * __Host-} prefix: the browser then refuses one set by a subdomain or over http (RFC 6265bis §4.1.3.2).
 */
public final class BrowserCookie {

    private final String name;
    private final boolean secure;
    private final String sameSite;

    private BrowserCookie(String name, boolean secure, String sameSite) {
        this.name = name;
        this.secure = secure;
        this.sameSite = sameSite;
    }

    /** Comes along when a link elsewhere, in an application or a mail, leads here (RFC 6265bis §5.6.7.1). */
    public static BrowserCookie lax(String name, Issuer issuer) {
        return of(name, issuer, "Lax");
    }

    /** Comes along only from pages of ours. */
    public static BrowserCookie strict(String name, Issuer issuer) {
        return of(name, issuer, "Strict");
    }

    private static BrowserCookie of(String name, Issuer issuer, String sameSite) {
        return new BrowserCookie((issuer.isHttps() ? "__Host-" : "") + name, issuer.isHttps(), sameSite);
    }

    /** As the browser knows it. */
    public String name() {
        return name;
    }

    /** One of several of a kind, whose names begin with the name of this one. */
    public BrowserCookie with(String suffix) {
        return new BrowserCookie(name + suffix, secure, sameSite);
    }

    /** Those of the kind that the browser sent. */
    public List<BrowserCookie> allOf(HttpServletRequest request) {
        return sent(request)
                .map(Cookie::getName)
                .filter(sent -> sent.startsWith(name))
                .map(sent -> new BrowserCookie(sent, secure, sameSite))
                .toList();
    }

    /** What the browser sent, whatever it is. */
    public Optional<String> read(HttpServletRequest request) {
        return values(request).findFirst();
    }

    /** What the browser sent, if it can be a value of {@link OpaqueValues}. */
    public Optional<String> readOpaque(HttpServletRequest request) {
        return values(request).filter(OpaqueValues::isWellFormed).findFirst();
    }

    /** Until the browser's window is closed. */
    public void write(String value, HttpServletResponse response) {
        add(ResponseCookie.from(name, value), response);
    }

    /** Until the time is over; none at all takes the cookie away. */
    public void write(String value, Duration maxAge, HttpServletResponse response) {
        add(ResponseCookie.from(name, value).maxAge(maxAge), response);
    }

    public void clear(HttpServletResponse response) {
        write("", Duration.ZERO, response);
    }

    /** Everything but name, value and time, for what the framework writes. */
    public void protect(ResponseCookie.ResponseCookieBuilder cookie) {
        cookie.httpOnly(true).secure(secure).path("/").sameSite(sameSite);
    }

    private void add(ResponseCookie.ResponseCookieBuilder cookie, HttpServletResponse response) {
        protect(cookie);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }

    private Stream<String> values(HttpServletRequest request) {
        return sent(request).filter(cookie -> cookie.getName().equals(name)).map(Cookie::getValue);
    }

    private static Stream<Cookie> sent(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null ? Stream.empty() : Stream.of(cookies);
    }
}
