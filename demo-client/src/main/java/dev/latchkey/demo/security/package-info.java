/**
 * The composition root of the client's security, and what a reader copies first: sign-in by OpenID Connect, where the
 * tokens live, how they are renewed, and the three ways a session ends (here, at the authorization server, by
 * back-channel logout).
 *
 * <table>
 * <caption>Endpoints</caption>
 * <tr><th>Path</th><th>Served by</th><th>Shaped by</th></tr>
 * <tr><td>{@code /oauth2/authorization/latchkey}</td><td>{@code OAuth2AuthorizationRequestRedirectFilter}</td>
 *     <td>{@link dev.latchkey.demo.security.SignInStartFilter}</td></tr>
 * <tr><td>{@code /login/oauth2/code/latchkey}</td><td>{@code OAuth2LoginAuthenticationFilter}</td>
 *     <td>{@link dev.latchkey.demo.security.AuthorizationResponseIssuerFilter}</td></tr>
 * <tr><td>{@code /logout}</td><td>{@code LogoutFilter}</td>
 *     <td>{@link dev.latchkey.demo.security.RefreshTokenRevocationHandler}</td></tr>
 * <tr><td>{@code /logout/connect/back-channel/latchkey}</td><td>{@code OidcBackChannelLogoutFilter}</td>
 *     <td>{@link dev.latchkey.demo.security.BackChannelLogoutHandler}</td></tr>
 * </table>
 *
 * <p>Nobody imports this package. What the pages show is left to {@code home}, {@code note} and {@code trace}, the
 * headers of every answer to {@code web}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "web")
package dev.latchkey.demo.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
