package dev.latchkey.auth.userinfo;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.Profiles;
import dev.latchkey.auth.authorization.ClaimsRequest;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.key.SigningAlgorithm;
import dev.latchkey.auth.token.AccessTokenStatus;
import dev.latchkey.auth.token.OwnTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The user info endpoint (OpenID Connect Core §5.3). */
@RestController
class UserInfoController {

    private final Accounts accounts;
    private final Profiles profiles;
    private final AccessTokenStatus status;
    private final Clients clients;
    private final SignedUserInfo signed;

    UserInfoController(
            Accounts accounts, Profiles profiles, AccessTokenStatus status, Clients clients, SignedUserInfo signed) {
        this.accounts = accounts;
        this.profiles = profiles;
        this.status = status;
        this.clients = clients;
        this.signed = signed;
    }

    @RequestMapping(
            path = "/userinfo",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<?> userInfo(JwtAuthenticationToken caller) {
        Jwt token = caller.getToken();
        List<String> scopes = OwnTokens.scopesOf(token);
        if (!scopes.contains("openid")) {
            // RFC 6750 §3.1
            return refuse(HttpStatus.FORBIDDEN, "Bearer error=\"insufficient_scope\", scope=\"openid\"");
        }
        return status.claimsIfLive(token)
                .<ResponseEntity<?>>flatMap(granted -> accounts.findById(UUID.fromString(token.getSubject()))
                        .map(account -> answer(token, claims(account, scopes, granted))))
                .orElseGet(() -> refuse(HttpStatus.UNAUTHORIZED, "Bearer error=\"invalid_token\""));
    }

    private Map<String, Object> claims(Account account, List<String> scopes, ClaimsRequest granted) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", account.getId().toString());
        claims.putAll(StandardClaims.of(account, profiles.of(account.getId()), scopes, granted.userInfo()));
        return claims;
    }

    private ResponseEntity<?> answer(Jwt token, Map<String, Object> claims) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        @Nullable
        Client client = Optional.ofNullable(token.getClaimAsString("client_id"))
                .flatMap(clients::byClientId)
                .orElse(null);
        @Nullable SigningAlgorithm algorithm = client == null ? null : client.userInfoAlgorithm();
        return client == null || algorithm == null
                ? answer.body(claims)
                : answer.contentType(SignedUserInfo.TYPE).body(signed.sign(client, algorithm, claims));
    }

    private static ResponseEntity<?> refuse(HttpStatus status, String challenge) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }
}
