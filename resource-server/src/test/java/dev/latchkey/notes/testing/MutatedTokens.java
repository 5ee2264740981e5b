package dev.latchkey.notes.testing;

import com.nimbusds.jose.jwk.ECKey;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Tokens that were good before something happened to them. The same ones at each run. */
public final class MutatedTokens {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=~+/";

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "1",
            "-1",
            "1e99",
            "0.5",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[[]]",
            "\"http://notes.test\"",
            "9999999999",
            "[\"a\",1]",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "{\"jkt\":\"x\"}");

    private final Random random = new Random(20261121);

    private final TestIssuer issuer;

    private final ECKey stranger = TestIssuer.newEcKey("ec-1");

    private final String good;

    private final String other;

    private final List<UnaryOperator<String>> mutations = List.of(
            this::replaceCharacters,
            this::cut,
            this::insert,
            this::swapParts,
            this::alterHeader,
            this::alterClaims,
            this::signByStranger,
            this::shuffleEnds);

    public MutatedTokens(TestIssuer issuer) {
        this.issuer = issuer;
        this.good = issuer.token().sign();
        this.other = issuer.token().sign();
    }

    public String good() {
        return good;
    }

    /** Never the good one. */
    public String next() {
        String mutated = good;
        while (mutated.equals(good) || mutated.equals(other)) {
            mutated = mutations.get(random.nextInt(mutations.size())).apply(good);
        }
        return mutated;
    }

    private String replaceCharacters(String token) {
        char[] characters = token.toCharArray();
        for (int i = random.nextInt(3); i >= 0; i--) {
            characters[random.nextInt(characters.length)] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return new String(characters);
    }

    private String cut(String token) {
        int from = random.nextInt(token.length());
        return token.substring(0, from) + token.substring(Math.min(token.length(), from + 1 + random.nextInt(40)));
    }

    private String insert(String token) {
        int at = random.nextInt(token.length());
        return token.substring(0, at) + ALPHABET.charAt(random.nextInt(ALPHABET.length())) + token.substring(at);
    }

    private String swapParts(String token) {
        String[] mine = token.split("\\.");
        String[] theirs = other.split("\\.");
        int part = random.nextInt(3);
        mine[part] = random.nextBoolean() ? theirs[part] : mine[random.nextInt(3)];
        return String.join(".", mine);
    }

    /** Without signing again: whatever the new header says, the signature is for the old one. */
    private String alterHeader(String token) {
        String header = altered(issuer.token().headerJson());
        return AccessToken.encode(header) + token.substring(token.indexOf('.'));
    }

    private String alterClaims(String token) {
        String[] parts = token.split("\\.");
        return parts[0] + "." + AccessToken.encode(altered(issuer.token().claimsJson())) + "." + parts[2];
    }

    private String signByStranger(String token) {
        // Signing is slow: mostly something cheap instead, that comes to the same.
        return random.nextInt(50) == 0
                ? issuer.token().signedBy(stranger).sign()
                : token.substring(0, token.lastIndexOf('.') + 1) + other.substring(other.lastIndexOf('.') + 1);
    }

    /** The last characters decide whether a text is the only one for its bytes. */
    private String shuffleEnds(String token) {
        String[] parts = token.split("\\.");
        int part = random.nextInt(3);
        parts[part] = parts[part].substring(0, parts[part].length() - 1) + ALPHABET.charAt(random.nextInt(64));
        return String.join(".", parts);
    }

    private String altered(String json) {
        return switch (random.nextInt(4)) {
            case 0 ->
                json.replaceFirst(
                        "\"(\\w+)\":(\"[^\"]*\"|\\d+)",
                        "\"$1\":"
                                + java.util.regex.Matcher.quoteReplacement(VALUES.get(random.nextInt(VALUES.size()))));
            case 1 ->
                "{\"" + List.of("alg", "kid", "crit", "jwk", "exp", "sub", "x").get(random.nextInt(7)) + "\":"
                        + VALUES.get(random.nextInt(VALUES.size())) + "," + json.substring(1);
            case 2 -> json.substring(0, random.nextInt(json.length()));
            default -> {
                StringBuilder text = new StringBuilder(json);
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
                yield text.toString();
            }
        };
    }
}
