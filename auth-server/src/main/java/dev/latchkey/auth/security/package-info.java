/**
 * The composition root: which filters and rules stand in front of which paths, and the published metadata. Nobody imports
 * this package.
 *
 * <p>Endpoint map:
 *
 * <table>
 * <caption>Who answers what</caption>
 * <tr><th>Endpoint</th><th>Served by</th><th>Shaped by</th></tr>
 * <tr><td>/oauth2/authorize</td><td>authorization.AuthorizationController</td><td>authorization.AuthorizationRequestRules</td></tr>
 * <tr><td>/oauth2/par</td><td>authorization.PushedAuthorizationController</td><td>authorization.PushedRequests</td></tr>
 * <tr><td>/oauth2/consent</td><td>consent.ConsentController</td><td>consent.ConsentAnswer</td></tr>
 * <tr><td>/oauth2/token</td><td>Spring Security's OAuth2TokenEndpointFilter</td><td>token.AuthorizationCodeGrant, RefreshTokenGrant, ClientCredentialsGrant</td></tr>
 * <tr><td>/oauth2/introspect</td><td>OAuth2TokenIntrospectionEndpointFilter</td><td>token.TokenIntrospection</td></tr>
 * <tr><td>/oauth2/revoke</td><td>OAuth2TokenRevocationEndpointFilter</td><td>token.TokenRevocation</td></tr>
 * <tr><td>/oauth2/jwks</td><td>key.JwkSetFilter</td><td>key.SigningKeys</td></tr>
 * <tr><td>/connect/register</td><td>clientregistration.RegistrationController</td><td>client.ClientMetadataRules</td></tr>
 * <tr><td>/oauth2/status-lists/*</td><td>status.StatusListController</td><td>status.StatusLists</td></tr>
 * <tr><td>/userinfo</td><td>userinfo.UserInfoController</td><td>userinfo.StandardClaims</td></tr>
 * <tr><td>/connect/logout</td><td>logout.LogoutController</td><td>logout.LogoutRequests</td></tr>
 * <tr><td>/.well-known/*</td><td>security.MetadataController</td><td>security.Metadata</td></tr>
 * <tr><td>/api/admin/*</td><td>administration.UsersApiController</td><td>security.AdministrationRefusal</td></tr>
 * <tr><td>/login, /mfa, /account</td><td>Spring MVC</td><td>login, mfa, profile</td></tr>
 * </table>
 */
@ApplicationModule(
        allowedDependencies = {
            "administration",
            "client",
            "clientregistration",
            "device",
            "dpop",
            "key",
            "requestlog",
            "scope",
            "session",
            "token",
            "web"
        })
@NullMarked
package dev.latchkey.auth.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
