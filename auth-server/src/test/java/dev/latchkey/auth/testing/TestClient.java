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
    /** A device without a browser. */
    public static final TestClient TELEVISION = new TestClient("television", "", "");
    /** A device for which a second factor is asked, and that may be given what is sensitive. */
    public static final TestClient GAMES_CONSOLE =
            new TestClient("games-console", "games-console-secret-0000000000000000000000", "");
    /** Acts for itself. */
    public static final TestClient SERVICE =
            new TestClient("service", "service-secret-000000000000000000000000000000", "");
    /** May introspect tokens for the notes API. */
    public static final TestClient NOTES_API =
            new TestClient("notes-api", "notes-api-secret-0000000000000000000000000000", "");

    /** Acts for itself, and sends its secret in the form. */
    public static final TestClient POSTING =
            new TestClient("posting", "posting-secret-00000000000000000000000000000", "");

    /** Its secret has every character that a header or a form would misread. */
    public static final TestClient ODD = new TestClient("odd", "p:a%s+s w&rd=/é€ 0123456789", "");

    /** Registered for DPoP-bound tokens only. */
    public static final TestClient BOUND = new TestClient("bound", "bound-secret-0000000000000000000000000000000", "");

    /** Its redirect URI has a query. */
    public static final TestClient QUERY =
            new TestClient("query", "query-secret-0000000000000000000000000000000", "https://query.test/cb?tenant=a");

    /** Wishes for two factors by its registration. */
    public static final TestClient STRONG =
            new TestClient("strong", "strong-secret-000000000000000000000000000000", "https://strong.test/cb");

    /** Registered for pushed authorization requests only. */
    public static final TestClient PUSHING =
            new TestClient("pushing", "pushing-secret-00000000000000000000000000000", "https://pushing.test/cb");

    /** ID tokens signed with PS256, user info with RS256. */
    public static final TestClient PS256 =
            new TestClient("ps256", "ps256-secret-000000000000000000000000000000000", "https://ps256.test/cb");

    /** Everything signed with EdDSA. */
    public static final TestClient EDDSA =
            new TestClient("eddsa", "eddsa-secret-000000000000000000000000000000000", "https://eddsa.test/cb");

    /** Administers accounts for a person. */
    public static final TestClient CONSOLE =
            new TestClient("console", "console-secret-00000000000000000000000000000", "https://console.test/cb");
    /** Administers accounts for itself. */
    public static final TestClient PROVISIONING =
            new TestClient("provisioning", "provisioning-secret-0000000000000000000000000", "");
    /** Hears of logouts once a test has given it an address; logout tokens signed with RS256. */
    public static final TestClient HEARING =
            new TestClient("hearing", "hearing-secret-0000000000000000000000000000000", "https://hearing.test/cb");

    /** Likewise; logout tokens signed with ES256, and it needs the session. */
    public static final TestClient HEARING_TOO = new TestClient(
            "hearing-too", "hearing-too-secret-000000000000000000000000000", "https://hearing-too.test/cb");

    /** Its logout endpoint does not answer; nobody else's test waits for it. */
    public static final TestClient DEAF =
            new TestClient("deaf", "deaf-secret-0000000000000000000000000000000000", "https://deaf.test/cb");
}
