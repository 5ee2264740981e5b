package dev.latchkey.auth.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The client library that Spring Security's own client stands on, used by itself. */
@DisplayName("Nimbus OAuth 2.0 SDK")
class NimbusClientTests {

    private static final ClientID CLIENT = new ClientID(TestClient.WEB.clientId());
    private static final URI REDIRECT_URI = URI.create(TestClient.WEB.redirectUri());

    private final Story story = new Story();
    private final Browser bob = story.browserOf(TestAccount.BOB);
    private final ClientSecretBasic credentials = new ClientSecretBasic(CLIENT, new Secret(TestClient.WEB.secret()));
    private final CodeVerifier verifier = new CodeVerifier();
    private final State state = new State();
    private final Nonce nonce = new Nonce();

    private OIDCProviderMetadata discovered() throws Exception {
        return OIDCProviderMetadata.resolve(new Issuer(story.server().issuer()));
    }

    private AuthenticationRequest.Builder request(OIDCProviderMetadata provider) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "offline_access"), CLIENT, REDIRECT_URI)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256);
    }

    private AuthenticationResponse answerTo(AuthorizationRequest request) throws Exception {
        bob.open(request.toURI().toString());
        return AuthenticationResponseParser.parse(bob.leftFor());
    }

    private OIDCTokenResponse tokens(OIDCProviderMetadata provider, AuthorizationGrant grant) throws Exception {
        TokenRequest request = new TokenRequest.Builder(provider.getTokenEndpointURI(), credentials, grant).build();
        return (OIDCTokenResponse)
                OIDCTokenResponseParser.parse(request.toHTTPRequest().send()).toSuccessResponse();
    }

    @Test
    void goesFromDiscoveryToUserInfo() throws Exception {
        OIDCProviderMetadata provider = discovered();
        OIDCClaimsRequest claims =
                new OIDCClaimsRequest().withUserInfoClaimsRequest(new ClaimsSetRequest().add("email"));
        AuthenticationResponse answer =
                answerTo(request(provider).claims(claims).build());
        assertThat(answer.indicatesSuccess()).isTrue();
        assertThat(answer.getState()).isEqualTo(state);
        assertThat(answer.getIssuer()).isEqualTo(provider.getIssuer());

        OIDCTokenResponse tokens = tokens(
                provider,
                new AuthorizationCodeGrant(answer.toSuccessResponse().getAuthorizationCode(), REDIRECT_URI, verifier));
        IDTokenClaimsSet idToken = new IDTokenValidator(
                        provider.getIssuer(),
                        CLIENT,
                        JWSAlgorithm.RS256,
                        provider.getJWKSetURI().toURL())
                .validate(tokens.getOIDCTokens().getIDToken(), nonce);
        UserInfoResponse userInfo = UserInfoResponse.parse(new UserInfoRequest(
                        provider.getUserInfoEndpointURI(),
                        tokens.getOIDCTokens().getBearerAccessToken())
                .toHTTPRequest()
                .send());
        assertThat(userInfo.toSuccessResponse().getUserInfo().getSubject()).isEqualTo(idToken.getSubject());
        assertThat(userInfo.toSuccessResponse().getUserInfo().getEmailAddress()).isEqualTo("bob@example.test");

        OIDCTokenResponse refreshed =
                tokens(provider, new RefreshTokenGrant(tokens.getOIDCTokens().getRefreshToken()));
        assertThat(refreshed.getOIDCTokens().getIDToken()).isNotNull();
    }

    @Test
    void pushesItsRequest() throws Exception {
        OIDCProviderMetadata provider = discovered();
        PushedAuthorizationResponse pushed = PushedAuthorizationResponse.parse(new PushedAuthorizationRequest(
                        provider.getPushedAuthorizationRequestEndpointURI(),
                        credentials,
                        request(provider).build())
                .toHTTPRequest()
                .send());
        assertThat(pushed.indicatesSuccess()).isTrue();
        AuthenticationResponse answer = answerTo(
                new AuthorizationRequest.Builder(pushed.toSuccessResponse().getRequestURI(), CLIENT)
                        .endpointURI(provider.getAuthorizationEndpointURI())
                        .build());

        assertThat(answer.getState()).isEqualTo(state);
        assertThat(tokens(
                                provider,
                                new AuthorizationCodeGrant(
                                        answer.toSuccessResponse().getAuthorizationCode(), REDIRECT_URI, verifier))
                        .getOIDCTokens()
                        .getIDToken())
                .isNotNull();
    }
}
