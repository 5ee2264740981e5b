package dev.latchkey.auth.logout;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.token.IdTokenHints;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;

/** Reads logout requests (OpenID Connect RP-Initiated Logout §2) and refuses those that contradict themselves. */
@Component
class LogoutRequests {

    private final Clients clients;
    private final IdTokenHints hints;

    LogoutRequests(Clients clients, IdTokenHints hints) {
        this.clients = clients;
        this.hints = hints;
    }

    /** @throws ResponseStatusException 400 if a hint is not ours, or an address is not registered by the client */
    LogoutRequest read(MultiValueMap<String, String> parameters) {
        String idToken = single(parameters, "id_token_hint");
        String clientId = single(parameters, "client_id");
        String returnTo = single(parameters, "post_logout_redirect_uri");
        String state = single(parameters, "state");
        IdTokenHints.@Nullable Hint hint =
                idToken == null ? null : hints.read(idToken).orElseThrow(() -> refused("id_token_hint is not ours"));
        if (hint != null && clientId != null && !clientId.equals(hint.clientId())) {
            throw refused("client_id is not the audience of id_token_hint");
        }
        String asking = hint == null ? clientId : hint.clientId();
        @Nullable
        Client client = asking == null ? null : clients.byClientId(asking).orElse(null);
        if (returnTo != null
                && (client == null || !client.postLogoutRedirectUris().contains(returnTo))) {
            throw refused("post_logout_redirect_uri is not registered by the client");
        }
        LogoutPage page = new LogoutPage(client == null ? null : client.name(), idToken, returnTo, state, clientId);
        return new LogoutRequest(client, hint, withState(returnTo, state), page);
    }

    private static @Nullable String single(MultiValueMap<String, String> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw refused(name + " was sent more than once");
        }
        return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
    }

    private static @Nullable String withState(@Nullable String returnTo, @Nullable String state) {
        if (returnTo == null || state == null) {
            return returnTo;
        }
        return returnTo + (returnTo.contains("?") ? "&" : "?") + "state="
                + UriUtils.encode(state, StandardCharsets.UTF_8);
    }

    private static ResponseStatusException refused(String reason) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, reason);
    }
}
