package dev.latchkey.auth.token;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** The chain of clients that acted for a person one after the other, the last one outside (RFC 8693 §4.1). */
final class Actors {

    static final String CLAIM = "act";

    /** Longer chains are a loop, or more than anybody can judge. */
    static final int LONGEST = 3;

    private Actors() {}

    /** The chain that a token tells of; null for a token that its client got from the person. */
    static @Nullable Map<String, Object> of(Jwt token) {
        return token.getClaimAsMap(CLAIM);
    }

    /** The chain with one more client before it. Only ever made from the claims of a token that we signed. */
    static Map<String, Object> followedBy(@Nullable Map<String, Object> earlier, String clientId) {
        Map<String, Object> chain = new LinkedHashMap<>();
        chain.put("sub", clientId);
        if (earlier != null) {
            chain.put(CLAIM, earlier);
        }
        return chain;
    }

    static int length(@Nullable Object chain) {
        int length = 0;
        Object rest = chain;
        while (rest instanceof Map<?, ?> actor) {
            length++;
            rest = actor.get(CLAIM);
        }
        return length;
    }
}
