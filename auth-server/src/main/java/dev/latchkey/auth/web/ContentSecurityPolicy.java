package dev.latchkey.auth.web;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The content security policy of one response: nothing but our own files, scripts only with the nonce of this response, no frames.
 *
 * <p>Forms lead to this server. Chromium holds a form to {@code form-action} through every redirect that answers it, and the forms
 * on the way in (sign-in, second factor, consent, sign-out) end at the application that sent the person here. The controller that
 * renders such a form names the place with {@link #allowFormAction}.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
public final class ContentSecurityPolicy {

    static final String HEADER = "Content-Security-Policy";

    private static final String ATTRIBUTE = ContentSecurityPolicy.class.getName();
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The names CSP can express: its grammar has no brackets and no escapes. */
    private static final Pattern HOST = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Set<String> WEB_SCHEMES = Set.of("http", "https");
    private static final Set<String> SCHEMES_THAT_RUN_CODE =
            Set.of("javascript", "data", "blob", "vbscript", "filesystem");

    private final String nonce;
    private final Set<String> formActions = new LinkedHashSet<>();

    private ContentSecurityPolicy() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        this.nonce = Base64.getEncoder().encodeToString(random);
    }

    /** The policy of the response to this request, the same in every dispatch of it. */
    static ContentSecurityPolicy of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof ContentSecurityPolicy policy) {
            return policy;
        }
        ContentSecurityPolicy policy = new ContentSecurityPolicy();
        request.setAttribute(ATTRIBUTE, policy);
        return policy;
    }

    /**
     * Lets the forms on this page lead to the origin of {@code target}, a redirect URI that has been validated.
     *
     * @throws IllegalArgumentException if {@code target} is not an absolute URI, or of a scheme that runs code
     */
    public static void allowFormAction(ServletRequest request, HttpServletResponse response, URI target) {
        ContentSecurityPolicy policy = of(request);
        policy.formActions.add(source(target));
        response.setHeader(HEADER, policy.value());
    }

    /** The value of the {@code nonce} attribute of this page's scripts. */
    String nonce() {
        return nonce;
    }

    String value() {
        StringBuilder formAction = new StringBuilder("'self'");
        formActions.forEach(source -> formAction.append(' ').append(source));
        return "default-src 'none'; script-src 'nonce-" + nonce
                + "'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                + "form-action " + formAction
                + "; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
                + "require-trusted-types-for 'script'; trusted-types 'none'";
    }

    private static String source(URI target) {
        String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEME.matcher(scheme).matches() || SCHEMES_THAT_RUN_CODE.contains(scheme)) {
            throw new IllegalArgumentException("Not a place a form may lead to: scheme " + scheme);
        }
        String host = target.getHost() == null ? "" : target.getHost().toLowerCase(Locale.ROOT);
        if (!WEB_SCHEMES.contains(scheme) || !HOST.matcher(host).matches()) {
            // Browsers match the scheme of a native application only as a whole, and [::1] cannot be written in a
            // policy (CSP3
            // §2.3.1, host-part).
            return scheme + ":";
        }
        return scheme + "://" + host + (target.getPort() < 0 ? "" : ":" + target.getPort());
    }
}
