package dev.latchkey.auth.client;

/**
 * A client may not be registered so.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-3.2.2">RFC 7591, section 3.2.2</a>
 */
public class InvalidClientMetadataException extends RuntimeException {

    private final String path;
    private final String reason;

    public InvalidClientMetadataException(String path, String reason) {
        super(reason);
        this.path = path;
        this.reason = reason;
    }

    /** The offending metadata name, with its place where there are several: {@code redirect_uris[1]}. */
    public String path() {
        return path;
    }

    /** The error code that a registration endpoint answers. */
    public String errorCode() {
        return path.startsWith(ClientMetadataNames.REDIRECT_URIS) ? "invalid_redirect_uri" : "invalid_client_metadata";
    }

    public String reason() {
        return reason;
    }
}
