package dev.latchkey.auth.status;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.key.SigningAlgorithm;
import dev.latchkey.auth.key.TokenSigner;
import dev.latchkey.auth.web.Issuer;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the lists: one bit a grant, set when its access tokens are invalid, compressed and signed (§4 and §5 of the draft). A
 * list is signed when it is asked for and has changed, or when half of its time has passed.
 */
@Component
class StatusLists {

    static final String TYPE = "statuslist+jwt";

    private static final int REMEMBERED = 1000;

    private final RevokedIndexes revoked;
    private final StatusReferences references;
    private final StatusProperties properties;
    private final TokenSigner signer;
    private final Issuer issuer;
    private final Clock clock;
    private final Cache<Long, StatusList> signed =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    StatusLists(
            RevokedIndexes revoked,
            StatusReferences references,
            StatusProperties properties,
            TokenSigner signer,
            Issuer issuer,
            Clock clock) {
        this.revoked = revoked;
        this.references = references;
        this.properties = properties;
        this.signer = signer;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * A list, signed.
     *
     * @param bits what it was made of
     */
    record StatusList(String token, BitSet bits, Instant signedAt, String entityTag) {}

    boolean areCurrent() {
        return revoked.isCurrent();
    }

    Optional<StatusList> find(long list) {
        return revoked.of(list)
                .map(bits -> signed.asMap()
                        .compute(list, (number, known) -> isUsable(known, bits) ? known : sign(number, bits)));
    }

    private boolean isUsable(@Nullable StatusList known, BitSet bits) {
        return known != null
                && known.bits().equals(bits)
                && known.signedAt().plus(properties.exp().dividedBy(2)).isAfter(clock.instant());
    }

    private StatusList sign(long list, BitSet bits) {
        Instant now = clock.instant();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("bits", 1);
        content.put("lst", compress(bits, properties.listSize()));
        String token = signer.sign(
                SigningAlgorithm.ES256,
                TYPE,
                new JWTClaimsSet.Builder()
                        .issuer(issuer.value())
                        .subject(references.uri(list))
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(properties.exp())))
                        .claim("ttl", properties.ttl().toSeconds())
                        .claim("status_list", content)
                        .build());
        // The signature is another one each time, on every node: the tag is of this token.
        return new StatusList(token, bits, now, '"' + token.substring(token.lastIndexOf('.') + 1) + '"');
    }

    /** The first grant in the lowest bit of the first byte; zlib; base64url (§4.1). */
    static String compress(BitSet bits, int size) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
        try {
            deflater.setInput(Arrays.copyOf(bits.toByteArray(), size / Byte.SIZE));
            deflater.finish();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!deflater.finished()) {
                compressed.write(part, 0, deflater.deflate(part));
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(compressed.toByteArray());
        } finally {
            deflater.end();
        }
    }
}
