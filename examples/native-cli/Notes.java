import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.sun.net.httpserver.HttpServer;
import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Signs a person in with the browser of their system and prints the titles of their notes. */
class Notes {

    private static final ClientID CLIENT = new ClientID("demo-native");

    /** Arguments: the issuer and the address of the notes API. */
    public static void main(String[] arguments) throws Exception {
        Issuer issuer = new Issuer(arguments.length > 0 ? arguments[0] : "http://localhost:9000");
        URI api = URI.create(arguments.length > 1 ? arguments[1] : "http://localhost:8090");
        OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer);

        OIDCTokens tokens = signIn(metadata);

        System.out.println("Signed in as " + person(metadata, tokens).getName());
        for (Map<String, Object> note : notes(api, tokens.getAccessToken())) {
            System.out.println("- " + note.get("title"));
        }
    }

    private static OIDCTokens signIn(OIDCProviderMetadata metadata) throws Exception {
        CompletableFuture<URI> answer = new CompletableFuture<>();
        HttpServer loopback = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        // Registered without a port: any is accepted (RFC 8252 section 7.3).
        URI redirectUri = URI.create("http://127.0.0.1:" + loopback.getAddress().getPort() + "/cb");
        loopback.createContext("/cb", exchange -> {
            byte[] page = "You can close this window and go back to the program.\n".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
            answer.complete(redirectUri.resolve(exchange.getRequestURI()));
        });
        loopback.start();
        try {
            CodeVerifier verifier = new CodeVerifier();
            AuthenticationRequest request = new AuthenticationRequest.Builder(
                            ResponseType.CODE, new Scope("openid", "profile", "notes:read"), CLIENT, redirectUri)
                    .endpointURI(metadata.getAuthorizationEndpointURI())
                    .state(new State())
                    .nonce(new Nonce())
                    .codeChallenge(verifier, CodeChallengeMethod.S256)
                    .build();
            open(request.toURI());
            AuthorizationCode code = code(answer.get(5, TimeUnit.MINUTES), request, metadata);
            return exchange(code, verifier, request, metadata);
        } finally {
            loopback.stop(1);
        }
    }

    private static void open(URI address) throws Exception {
        System.out.println("Sign in in your browser. If it does not open by itself, go to:");
        System.out.println(address);
        if (!GraphicsEnvironment.isHeadless() && Desktop.isDesktopSupported()) {
            Desktop.getDesktop().browse(address);
        }
    }

    private static AuthorizationCode code(URI answer, AuthenticationRequest request, OIDCProviderMetadata metadata)
            throws Exception {
        AuthenticationResponse response = AuthenticationResponseParser.parse(answer);
        // Anybody on this machine can call the loopback: only the answer to our question counts, from whom we asked.
        if (!request.getState().equals(response.getState()) || !metadata.getIssuer().equals(response.getIssuer())) {
            throw new IllegalStateException("This is not the answer to the request that was made");
        }
        if (!response.indicatesSuccess()) {
            throw new IllegalStateException("Not signed in: " + response.toErrorResponse().getErrorObject().getCode());
        }
        return response.toSuccessResponse().getAuthorizationCode();
    }

    private static OIDCTokens exchange(
            AuthorizationCode code, CodeVerifier verifier, AuthenticationRequest request, OIDCProviderMetadata metadata)
            throws Exception {
        TokenRequest exchange = new TokenRequest.Builder(
                        metadata.getTokenEndpointURI(),
                        CLIENT,
                        new AuthorizationCodeGrant(code, request.getRedirectionURI(), verifier))
                .build();
        HTTPResponse response = exchange.toHTTPRequest().send();
        OIDCTokenResponse tokens = (OIDCTokenResponse) OIDCTokenResponseParser.parse(response).toSuccessResponse();
        new IDTokenValidator(metadata.getIssuer(), CLIENT, JWSAlgorithm.RS256, metadata.getJWKSetURI().toURL())
                .validate(tokens.getOIDCTokens().getIDToken(), request.getNonce());
        return tokens.getOIDCTokens();
    }

    private static UserInfo person(OIDCProviderMetadata metadata, OIDCTokens tokens) throws Exception {
        UserInfoRequest request = new UserInfoRequest(metadata.getUserInfoEndpointURI(), tokens.getAccessToken());
        UserInfo person = UserInfoResponse.parse(request.toHTTPRequest().send())
                .toSuccessResponse()
                .getUserInfo();
        if (!person.getSubject().getValue().equals(tokens.getIDToken().getJWTClaimsSet().getSubject())) {
            throw new IllegalStateException("This is about somebody else");
        }
        return person;
    }

    private static Map<String, Object>[] notes(URI api, AccessToken token) throws Exception {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, api.resolve("/notes"));
        request.setAuthorization(token.toAuthorizationHeader());
        HTTPResponse response = request.send();
        response.ensureStatusCode(200);
        return JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(response.getBody()), "notes");
    }
}
