package dev.latchkey.auth.jose;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A signed JWT in compact form, read and not yet believed: {@link #isSignedWith} says whether it can be.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JSON Web Token Best Current Practices</a>
 */
public final class CompactJws {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final long LATEST = 253_402_300_799L; // the end of the year 9999
    private static final int DEEPEST = 10;
    private static final int LONGEST_NUMBER = 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode header;
    private final JsonNode claims;
    private final byte[] signed;
    private final byte[] signature;

    private CompactJws(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /**
     * @param longest how many characters it may have
     * @throws RejectedJwtException if it is anything else than three parts in strict JSON, or says that something in it
     *     must be understood (RFC 7515 §4.1.11): no extension is
     */
    public static CompactJws parse(String text, int longest) throws RejectedJwtException {
        if (text.length() > longest || !FORM.matcher(text).matches()) {
            throw new RejectedJwtException("no JWT of at most " + longest + " characters");
        }
        String[] parts = text.split("\\.", -1);
        JsonNode header = object(decode(parts[0]));
        if (header.has("crit") || header.has("b64") || header.has("zip")) {
            throw new RejectedJwtException("a header that asks for an extension");
        }
        return new CompactJws(
                header,
                object(decode(parts[1])),
                text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII),
                decode(parts[2]));
    }

    /** {@code alg}, or empty. */
    public String algorithm() {
        return header.path("alg").stringValue("");
    }

    /** {@code typ}, without the prefix that may be left out (RFC 7515 §4.1.9); empty if there is none. */
    public String type() {
        String type = header.path("typ").stringValue("").toLowerCase(Locale.ROOT);
        return type.startsWith("application/") ? type.substring("application/".length()) : type;
    }

    /** The {@code kid}, which only chooses among keys that are known. */
    public Optional<String> keyId() {
        return Optional.ofNullable(header.path("kid").stringValue(null));
    }

    /** A header parameter as JSON; missing if there is none. */
    public JsonNode header(String name) {
        return header.path(name);
    }

    public boolean has(String claim) {
        return claims.has(claim);
    }

    /** A claim that is one text. An array is none, one of a single text neither. */
    public Optional<String> text(String claim) {
        return Optional.ofNullable(claims.path(claim).stringValue(null));
    }

    /**
     * A claim that is a time (NumericDate of RFC 7519 §2), if it is there.
     *
     * @throws RejectedJwtException if it is no time
     */
    public Optional<Instant> time(String claim) throws RejectedJwtException {
        if (!claims.has(claim)) {
            return Optional.empty();
        }
        JsonNode value = claims.path(claim);
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= LATEST)) {
            throw new RejectedJwtException(claim + " is no time");
        }
        return Optional.of(Instant.ofEpochSecond((long) value.doubleValue()));
    }

    /** Whether the owner of this key signed it, with the algorithm of the header. */
    public boolean isSignedWith(JWK key) {
        return JwsSignatures.isValid(algorithm(), key, signed, signature);
    }

    private static byte[] decode(String part) throws RejectedJwtException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            // The last character can carry bits that mean nothing: one token, several texts.
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // as below
        }
        throw new RejectedJwtException("a part that is not base64url");
    }

    private static JsonNode object(byte[] bytes) throws RejectedJwtException {
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException notJson) {
            // as below
        }
        throw new RejectedJwtException("a part that is no strict JSON object");
    }
}
