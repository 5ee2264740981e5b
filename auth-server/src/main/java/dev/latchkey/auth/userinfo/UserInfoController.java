package dev.latchkey.auth.userinfo;

import dev.latchkey.auth.account.Person;
import dev.latchkey.auth.authorization.ClaimsRequest;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.dpop.DPoPChallenge;
import dev.latchkey.auth.key.SigningAlgorithm;
import dev.latchkey.auth.subject.ClientSubjects;
import dev.latchkey.auth.token.OwnTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final TokenOwners owners;
    private final Clients clients;
    private final SignedUserInfo signed;
    private final ClientSubjects subjects;

    UserInfoController(TokenOwners owners, Clients clients, SignedUserInfo signed, ClientSubjects subjects) {
        this.owners = owners;
        this.clients = clients;
        this.signed = signed;
        this.subjects = subjects;
    }

    @RequestMapping(
            path = "/userinfo",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<?> userInfo(JwtAuthenticationToken caller) {
        Jwt token = caller.getToken();
        List<String> scopes = OwnTokens.scopesOf(token);
        if (!scopes.contains("openid")) {
            // RFC 6750 §3.1
            return refuse(HttpStatus.FORBIDDEN, token, "error=\"insufficient_scope\", scope=\"openid\"");
        }
        Optional<Client> client =
                Optional.ofNullable(token.getClaimAsString("client_id")).flatMap(clients::byClientId);
        return client.<ResponseEntity<?>>flatMap(known -> owners.of(token)
                        .map(owner -> answer(known, claims(known, owner.person(), scopes, owner.granted()))))
                .orElseGet(() -> refuse(HttpStatus.UNAUTHORIZED, token, "error=\"invalid_token\""));
    }

    private Map<String, Object> claims(Client client, Person person, List<String> scopes, ClaimsRequest granted) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subjects.of(person.id(), client));
        claims.putAll(StandardClaims.of(person, scopes, granted.userInfo()));
        return claims;
    }

    private ResponseEntity<?> answer(Client client, Map<String, Object> claims) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        @Nullable SigningAlgorithm algorithm = client.userInfoAlgorithm();
        return algorithm == null
                ? answer.body(claims)
                : answer.contentType(SignedUserInfo.TYPE).body(signed.sign(client, algorithm, claims));
    }

    /** By the scheme that the token is for (RFC 9449 §7.1). */
    private static ResponseEntity<?> refuse(HttpStatus status, Jwt token, String parameters) {
        return ResponseEntity.status(status)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        OwnTokens.isBound(token) ? DPoPChallenge.of(parameters) : "Bearer " + parameters)
                .build();
    }
}
