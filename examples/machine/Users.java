import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import java.net.URI;
import java.util.Map;

/** client_credentials with private_key_jwt. The key is a JWK in the variable CLIENT_KEY; the argument is the issuer. */
class Users {

    private static final ClientID CLIENT = new ClientID("demo-machine");

    public static void main(String[] arguments) throws Exception {
        Issuer issuer = new Issuer(arguments.length > 0 ? arguments[0] : "http://localhost:9000");
        ECKey key = ECKey.parse(System.getenv("CLIENT_KEY"));

        AccessToken token = token(AuthorizationServerMetadata.resolve(issuer), key);

        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, URI.create(issuer + "/api/admin/users"));
        request.setAuthorization(token.toAuthorizationHeader());
        HTTPResponse response = request.send();
        response.ensureStatusCode(200);
        for (Map<String, Object> user :
                JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(response.getBody()), "users")) {
            System.out.println(user.get("username"));
        }
    }

    private static AccessToken token(AuthorizationServerMetadata metadata, ECKey key) throws Exception {
        // The audience is the issuer and nobody else, so that no other server could use what it was given.
        PrivateKeyJWT authentication = new PrivateKeyJWT(
                new JWTAuthenticationClaimsSet(CLIENT, new Audience(metadata.getIssuer())),
                JWSAlgorithm.ES256,
                key.toPrivateKey(),
                key.getKeyID(),
                null);
        TokenResponse response = TokenResponse.parse(new TokenRequest.Builder(
                        metadata.getTokenEndpointURI(), authentication, new ClientCredentialsGrant())
                .scope(new Scope("users:read"))
                .build()
                .toHTTPRequest()
                .send());
        if (!response.indicatesSuccess()) {
            throw new IllegalStateException(response.toErrorResponse().getErrorObject().toString());
        }
        AccessTokenResponse success = response.toSuccessResponse();
        return success.getTokens().getAccessToken();
    }
}
