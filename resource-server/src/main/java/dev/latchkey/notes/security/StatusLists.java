package dev.latchkey.notes.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * The issuer's status lists that tokens in use name. The first token of a list waits until it has been fetched; after that it
 * is fetched in the background, so that looking a token up is reading one bit.
 */
final class StatusLists {

    private static final Log logger = LogFactory.getLog(StatusLists.class);

    /** A list that no token has named for this long is not asked for any more. */
    private static final Duration IN_USE = Duration.ofMinutes(5);

    /** Unpacked: sixteen million places. A smaller document may not become more. */
    private static final int LARGEST_LIST = 2 * 1024 * 1024;

    private final String issuer;

    private final Documents documents;

    private final JwtDecoder decoder;

    private final StatusListProperties properties;

    private final Clock clock;

    private final ConcurrentMap<String, Held> held = new ConcurrentHashMap<>();

    /** @param decoder checks signature and {@code typ} of a list; everything else is checked here */
    StatusLists(URI issuer, Documents documents, JwtDecoder decoder, StatusListProperties properties, Clock clock) {
        this.issuer = issuer.toString();
        this.documents = documents;
        this.decoder = decoder;
        this.properties = properties;
        this.clock = clock;
    }

    /** What a list says of a place. */
    enum Status {
        VALID,
        REVOKED,
        /** The list ends before it. */
        OUTSIDE
    }

    /** Where lists come from. */
    interface Documents {

        /**
         * @param entityTag of the copy that is known; empty for none
         * @return null when that copy is still the latest
         */
        @Nullable
        Document read(URI uri, String entityTag) throws IOException;
    }

    record Document(String text, String entityTag) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Content(byte[] bits, Instant issuedAt, Instant expiresAt, String entityTag) {}

    private static final class Held {

        private volatile @Nullable Content content;

        private volatile Instant confirmedAt;

        private volatile Instant usedAt;

        Held(Instant now) {
            this.confirmedAt = now;
            this.usedAt = now;
        }
    }

    /** Only addresses of the issuer itself: a token is no reason to ask anybody else. */
    boolean mayBeAsked(String uri) {
        return uri.startsWith(issuer + "/") && uri.length() < 1000;
    }

    /** @throws StatusUnavailableException when it has not been known for longer than is tolerated */
    Status status(String uri, int index) {
        Instant now = clock.instant();
        Held list = held.get(uri);
        if (list == null) {
            list = held.computeIfAbsent(uri, first -> {
                Held fetched = new Held(now);
                refresh(first, fetched);
                return fetched;
            });
        }
        list.usedAt = now;
        Content content = list.content;
        boolean current = content != null && content.expiresAt().isAfter(now);
        if (list.confirmedAt.plus(properties.tolerance()).isBefore(now)
                || (!current && properties.tolerance().isZero())) {
            throw new StatusUnavailableException("The status list " + uri + " has not been had for too long");
        }
        if (content == null) {
            return Status.VALID;
        }
        if (index / Byte.SIZE >= content.bits().length) {
            return Status.OUTSIDE;
        }
        boolean set = (content.bits()[index / Byte.SIZE] >> index % Byte.SIZE & 1) == 1;
        return set ? Status.REVOKED : Status.VALID;
    }

    /** Asks for every list that is in use, in the background. */
    void refresh() {
        Instant unused = clock.instant().minus(IN_USE);
        held.values().removeIf(list -> list.usedAt.isBefore(unused));
        for (Map.Entry<String, Held> entry : held.entrySet()) {
            if (!refresh(entry.getKey(), entry.getValue())) {
                return; // the others would not answer either, and each would keep us waiting
            }
        }
    }

    private boolean refresh(String uri, Held list) {
        Instant asked = clock.instant();
        Content known = list.content;
        String tag = known != null && known.expiresAt().isAfter(asked) ? known.entityTag() : "";
        try {
            Document document = documents.read(URI.create(uri), tag);
            if (document != null) {
                Content read = parse(uri, document);
                if (known != null && read.issuedAt().isBefore(known.issuedAt())) {
                    // Another node that made its list earlier; what is known stays, and was confirmed by nobody.
                    return true;
                }
                list.content = read;
            }
            list.confirmedAt = asked;
            return true;
        } catch (IOException | JwtException ex) {
            logger.warn("The status list " + uri + " could not be had: " + ex.getMessage());
            return false;
        }
    }

    private Content parse(String uri, Document document) throws IOException {
        Jwt list = decoder.decode(document.text());
        Instant expiresAt = list.getExpiresAt();
        Instant issuedAt = list.getIssuedAt();
        if (!uri.equals(list.getSubject()) || !issuer.equals(list.getClaimAsString("iss"))) {
            throw new IOException("it is another list");
        }
        if (issuedAt == null || expiresAt == null || !expiresAt.isAfter(clock.instant())) {
            throw new IOException("it has expired");
        }
        Map<String, Object> content = list.getClaimAsMap("status_list");
        if (content == null
                || !(content.get("bits") instanceof Number bits)
                || bits.intValue() != 1
                || !(content.get("lst") instanceof String packed)) {
            throw new IOException("it is not a list of single bits");
        }
        return new Content(unpack(packed), issuedAt, expiresAt, document.entityTag());
    }

    private static byte[] unpack(String packed) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(Base64.getUrlDecoder().decode(packed));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(part);
                if (count == 0 || bytes.size() + count > LARGEST_LIST) {
                    throw new IOException("it is cut off or too large");
                }
                bytes.write(part, 0, count);
            }
            return bytes.toByteArray();
        } catch (DataFormatException | IllegalArgumentException ex) {
            throw new IOException("it cannot be unpacked", ex);
        } finally {
            inflater.end();
        }
    }
}
