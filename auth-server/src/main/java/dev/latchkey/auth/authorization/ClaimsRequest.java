package dev.latchkey.auth.authorization;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Claims that a client requests one by one, beside those of its scopes (OpenID Connect Core §5.5).
 *
 * @param idToken by name, for the ID token
 * @param userInfo by name, for the user info endpoint
 */
public record ClaimsRequest(Map<String, RequestedClaim> idToken, Map<String, RequestedClaim> userInfo) {

    public static final ClaimsRequest NONE = new ClaimsRequest(Map.of(), Map.of());

    boolean isEmpty() {
        return idToken.isEmpty() && userInfo.isEmpty();
    }

    /** The names of all claims, wherever they are to be. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(idToken.keySet());
        names.addAll(userInfo.keySet());
        return names;
    }

    /** The part of it that names only such claims. */
    ClaimsRequest only(Predicate<String> names) {
        return new ClaimsRequest(only(idToken, names), only(userInfo, names));
    }

    /** §5.5.1: a client may say with {@code sub} whose sign-in it expects. */
    boolean mayBeAbout(String subject) {
        return accepts(idToken, subject) && accepts(userInfo, subject);
    }

    boolean namesSubject() {
        return Stream.of(idToken.get("sub"), userInfo.get("sub"))
                .anyMatch(sub -> sub != null && !sub.values().isEmpty());
    }

    private static boolean accepts(Map<String, RequestedClaim> claims, String subject) {
        RequestedClaim sub = claims.get("sub");
        return sub == null || sub.accepts(subject);
    }

    private static Map<String, RequestedClaim> only(Map<String, RequestedClaim> claims, Predicate<String> names) {
        Map<String, RequestedClaim> kept = new LinkedHashMap<>(claims);
        kept.keySet().removeIf(names.negate());
        return kept;
    }
}
