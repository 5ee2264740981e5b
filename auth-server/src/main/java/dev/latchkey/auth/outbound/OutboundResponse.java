package dev.latchkey.auth.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What another server answered.
 *
 * @param contentType as it was sent, or empty
 * @param body at most as many bytes as the caller allowed
 * @param headers by name in small letters; of several of one name the last
 */
@SuppressWarnings("ArrayRecordComponent") // it is handed on and never compared
public record OutboundResponse(int status, String contentType, byte[] body, Map<String, String> headers) {

    public OutboundResponse {
        headers = Map.copyOf(headers);
    }

    /** @param name in small letters */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body as UTF-8, the encoding of JSON (RFC 8259 §8.1). */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Without the body, which somebody else wrote: this ends in logs. */
    @Override
    public String toString() {
        return "OutboundResponse[status=" + status + ", " + body.length + " bytes]";
    }
}
