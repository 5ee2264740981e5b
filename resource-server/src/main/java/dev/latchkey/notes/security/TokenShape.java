package dev.latchkey.notes.security;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.jwt.BadJwtException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at a token before any cryptography does: three parts, strict JSON without repeated members, a header that asks
 * for nothing unusual, claims of the right JSON types. What passes means the same to every parser; an encrypted or
 * compressed token is refused without being opened.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JSON Web Token Best Current Practices</a>
 */
final class TokenShape {

    private static final int LONGEST_TOKEN = 8192;

    private static final long LARGEST_DATE = 253402300799L; // the end of the year 9999

    private static final Pattern SIGNED = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    /** RFC 9068 §4: with or without the prefix {@code application/}. */
    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt");

    /** Keys come from the issuer, never from the token; nothing we do not understand may be critical. */
    private static final List<String> FORBIDDEN_HEADERS =
            List.of("jwk", "jku", "x5c", "x5u", "crit", "b64", "zip", "enc");

    private static final List<String> REQUIRED_TEXTS = List.of("iss", "sub", "client_id", "jti");

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(10)
                            .maxStringLength(LONGEST_TOKEN)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Set<String> algorithms;

    TokenShape(List<String> algorithms) {
        this.algorithms = Set.copyOf(algorithms);
    }

    /** @return the id of the key that signed the token, if anything in it is to be believed */
    String keyId(String token) {
        if (token.length() > LONGEST_TOKEN || !SIGNED.matcher(token).matches()) {
            throw new BadJwtException("not a signed token in compact form");
        }
        String[] parts = token.split("\\.", -1);
        for (String part : parts) {
            require(isCanonical(part), "there is another spelling of the same token");
        }
        JsonNode header = object(parts[0], "header");
        require(algorithms.contains(header.path("alg").stringValue("")), "alg is not accepted");
        require(TYPES.contains(header.path("typ").stringValue("").toLowerCase(Locale.ROOT)), "typ is not at+jwt");
        for (String name : FORBIDDEN_HEADERS) {
            require(!header.has(name), "header " + name + " is not accepted");
        }
        String keyId = header.path("kid").stringValue("");
        require(!keyId.isEmpty(), "kid is missing");
        checkClaims(object(parts[1], "payload"));
        return keyId;
    }

    private static void checkClaims(JsonNode claims) {
        for (String name : REQUIRED_TEXTS) {
            require(!claims.path(name).stringValue("").isBlank(), name + " is missing or no text");
        }
        require(isDate(claims.path("exp")), "exp is missing or no whole number of seconds");
        require(isDate(claims.path("iat")), "iat is missing or no whole number of seconds");
        require(!claims.has("nbf") || isDate(claims.path("nbf")), "nbf is no whole number of seconds");
        require(!claims.has("scope") || claims.path("scope").isString(), "scope is no text");
        require(isTextOrTexts(claims.path("aud")), "aud is missing or no text");
        // A token bound to a proof we cannot check must not be taken for one that is bound to nothing.
        require(!claims.has("cnf") || isKeyThumbprint(claims.path("cnf")), "cnf names no DPoP key");
    }

    private static boolean isDate(JsonNode node) {
        return node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() > 0
                && node.longValue() <= LARGEST_DATE;
    }

    private static boolean isTextOrTexts(JsonNode node) {
        return node.isString()
                || (node.isArray() && !node.isEmpty() && node.valueStream().allMatch(JsonNode::isString));
    }

    private static boolean isKeyThumbprint(JsonNode node) {
        return node.isObject()
                && node.size() == 1
                && !node.path("jkt").stringValue("").isBlank();
    }

    /** The last character of Base64 can carry bits that decode to nothing: one token, several texts. */
    private static boolean isCanonical(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return part.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        } catch (IllegalArgumentException ex) {
            return false;
        }
    }

    private JsonNode object(String part, String name) {
        try {
            JsonNode node = json.readTree(Base64.getUrlDecoder().decode(part));
            require(node.isObject(), name + " is no JSON object");
            return node;
        } catch (IllegalArgumentException | JacksonException ex) {
            throw new BadJwtException(name + " is no strict JSON", ex);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new BadJwtException(otherwise);
        }
    }
}
