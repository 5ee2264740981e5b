package dev.latchkey.auth.testing;

/**
 * A client of {@code testing/bootstrap.yaml}.
 *
 * @param secret empty for a public client
 */
public record TestClient(String clientId, String secret, String redirectUri) {

    /** First party, confidential: no consent. */
    public static final TestClient WEB =
            new TestClient("web", "web-secret-00000000000000000000000000000000000", "https://rp1.test/cb");
    /** Third party, confidential: asks for consent. ID tokens signed with ES256. */
    public static final TestClient PARTNER =
            new TestClient("partner", "partner-secret-000000000000000000000000000000", "https://partner.test/cb");
    /** First party, in the browser: no secret. */
    public static final TestClient SPA = new TestClient("spa", "", "https://spa.test/cb");
    /** On a person's device. */
    public static final TestClient NATIVE = new TestClient("native", "", "http://127.0.0.1/cb");
    /** Acts for itself. */
    public static final TestClient SERVICE =
            new TestClient("service", "service-secret-000000000000000000000000000000", "");
    /** May introspect tokens for the notes API. */
    public static final TestClient NOTES_API =
            new TestClient("notes-api", "notes-api-secret-0000000000000000000000000000", "");
}
