package dev.latchkey.auth.clientregistration;

import dev.latchkey.auth.brake.ClientBrake;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.RegisteredMetadata;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client registration endpoint (RFC 7591 §3) and the client configuration endpoint (RFC 7592 §2). */
@RestController
class RegistrationController {

    static final String PATH = "/connect/register";

    private static final Logger log = LoggerFactory.getLogger(RegistrationController.class);

    private final ClientRegistrations registrations;
    private final InitialAccessTokens initialAccessTokens;
    private final RegistrationProperties properties;
    private final SectorIdentifiers sectors;
    private final ClientBrake brake;
    private final Issuer issuer;

    RegistrationController(
            ClientRegistrations registrations,
            InitialAccessTokens initialAccessTokens,
            RegistrationProperties properties,
            SectorIdentifiers sectors,
            ClientBrake brake,
            Issuer issuer) {
        this.registrations = registrations;
        this.initialAccessTokens = initialAccessTokens;
        this.properties = properties;
        this.sectors = sectors;
        this.brake = brake;
        this.issuer = issuer;
    }

    @PostMapping(PATH)
    ResponseEntity<Map<String, Object>> register(HttpServletRequest request) throws IOException {
        requireOffered();
        requireSlow(request);
        @Nullable String token = properties.access() == RegistrationProperties.Access.OPEN ? null : bearer(request);
        if (token != null && !initialAccessTokens.isUsable(token)) {
            // Asked before anything is read or fetched for somebody who may not register.
            throw RegistrationRefusedException.invalidToken();
        }
        Map<String, Object> metadata =
                RegistrationRequest.read(request, properties).metadata();
        sectors.check(metadata);
        ClientRegistrations.Registered registered = registrations.register(token, metadata);
        return answer(HttpStatus.CREATED, registered.client(), registered.token());
    }

    @GetMapping(PATH + "/{clientId}")
    ResponseEntity<Map<String, Object>> read(@PathVariable String clientId, HttpServletRequest request) {
        String token = bearer(request);
        return answer(HttpStatus.OK, registrations.read(managed(clientId, token)), token);
    }

    @PutMapping(PATH + "/{clientId}")
    ResponseEntity<Map<String, Object>> replace(@PathVariable String clientId, HttpServletRequest request)
            throws IOException {
        String token = bearer(request);
        ClientRegistrations.Managed registration = managed(clientId, token);
        requireSlow(request);
        RegistrationRequest replacement = RegistrationRequest.read(request, properties);
        requireSameClient(replacement.all(), clientId);
        sectors.check(replacement.metadata());
        ClientRegistrations.Registered registered = registrations.replace(registration, token, replacement.metadata());
        return answer(HttpStatus.OK, registered.client(), registered.token());
    }

    @DeleteMapping(PATH + "/{clientId}")
    ResponseEntity<Void> delete(@PathVariable String clientId, HttpServletRequest request) {
        registrations.delete(managed(clientId, bearer(request)));
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }

    private ClientRegistrations.Managed managed(String clientId, String token) {
        requireOffered();
        return registrations.find(clientId, token).orElseThrow(RegistrationRefusedException::invalidToken);
    }

    private void requireOffered() {
        if (!properties.isOffered()) {
            throw new RegistrationRefusedException(404, "not_found", "There is no registration here");
        }
    }

    /** Every attempt counts: each may make us fetch an address. */
    private void requireSlow(HttpServletRequest request) {
        brake.registration(request.getRemoteAddr()).waitFor().ifPresent(wait -> {
            throw RegistrationRefusedException.tooMany(wait);
        });
    }

    /** RFC 7592 §2.2: the client_id of the request is that of the address, and what the server has given is not in it. */
    private static void requireSameClient(Map<String, Object> all, String clientId) {
        if (!clientId.equals(all.get("client_id"))) {
            throw new InvalidClientMetadataException("client_id", "is not that of the registration");
        }
        for (String ours : List.of(
                "registration_access_token",
                "registration_client_uri",
                "client_secret_expires_at",
                "client_id_issued_at")) {
            if (all.containsKey(ours)) {
                throw new InvalidClientMetadataException(ours, "is the server's to say");
            }
        }
    }

    private static String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())) {
            throw RegistrationRefusedException.noToken();
        }
        return header.substring("Bearer ".length()).strip();
    }

    private ResponseEntity<Map<String, Object>> answer(HttpStatus status, RegisteredMetadata client, String token) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("client_id", client.clientId());
        body.put("client_id_issued_at", client.issuedAt().getEpochSecond());
        @Nullable String secret = client.newSecret();
        if (secret != null) {
            body.put("client_secret", secret);
            body.put("client_secret_expires_at", 0);
        }
        body.put("registration_access_token", token);
        body.put("registration_client_uri", issuer.url(PATH + "/" + client.clientId()));
        body.putAll(client.metadata());
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> invalid(InvalidClientMetadataException invalid) {
        log.info("Registration refused: {} {}", invalid.path(), invalid.reason());
        return error(400, invalid.errorCode(), invalid.path() + " " + invalid.reason(), Map.of());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(RegistrationRefusedException refused) {
        log.info("Registration refused: {} {}", refused.error(), refused.getMessage());
        return error(refused.status(), refused.error(), String.valueOf(refused.getMessage()), refused.headers());
    }

    private static ResponseEntity<Map<String, String>> error(
            int status, String error, String description, Map<String, String> headers) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON);
        headers.forEach(answer::header);
        return answer.body(Map.of("error", error, "error_description", description));
    }
}
