package dev.latchkey.auth.federation;

import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import dev.latchkey.auth.outbound.OutboundResponse;
import dev.latchkey.auth.web.Issuer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks with GitHub, which is no OpenID provider: people are known by their numeric id, because names there change hands, and their
 * address is the primary one of the list of addresses, if it is verified. The address of the public profile is none.
 */
@Component
class GitHubUpstream implements Upstream {

    private static final String PUBLIC_SITE = "https://github.com";
    private static final int LIMIT = 256 * 1024;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private final OutboundClient outbound;
    private final Providers providers;
    private final Issuer issuer;

    GitHubUpstream(OutboundClient outbound, Providers providers, Issuer issuer) {
        this.outbound = outbound;
        this.providers = providers;
        this.issuer = issuer;
    }

    @Override
    public boolean speaks(ProviderKind kind) {
        return kind == ProviderKind.GITHUB;
    }

    @Override
    public String authorizationAddress(Provider provider, String state, Proof proof, boolean fresh) {
        return UriComponentsBuilder.fromUriString(provider.issuer() + "/login/oauth/authorize")
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("scope", "{scope}")
                .queryParam("state", state)
                .queryParam("code_challenge", proof.challenge())
                .queryParam("code_challenge_method", "S256")
                .encode()
                .buildAndExpand(Map.of(
                        "client", provider.clientId(),
                        "redirect", issuer.url(provider.callbackPath()),
                        "scope", String.join(" ", provider.scopes())))
                .toUriString();
    }

    @Override
    public UpstreamIdentity identify(
            Provider provider, Map<String, String> answer, Proof proof, @Nullable Instant after)
            throws UpstreamException, OutboundException {
        if (after != null) {
            throw new UpstreamException(UpstreamException.Reason.NOT_FRESH, "GitHub cannot be told to ask again");
        }
        String token = redeem(provider, answer.getOrDefault("code", ""), proof);
        UpstreamJson user = judged(api(provider, "/user", token));
        JsonNode id = user.node().path("id");
        if (!id.isIntegralNumber()) {
            throw UpstreamException.untrusted("GitHub named nobody");
        }
        String email = shownAddress(api(provider, "/user/emails", token));
        return new UpstreamIdentity(
                provider.issuer(),
                id.bigIntegerValue().toString(),
                email,
                email != null,
                user.text(provider.usernameClaim()).orElse(""),
                user.text(provider.nameClaim()).orElse(""),
                null,
                false,
                null);
    }

    @Override
    public void test(Provider provider) throws UpstreamException, OutboundException {
        judged(outbound.get(
                api(provider) + "/meta", Map.of(HttpHeaders.ACCEPT, "application/vnd.github+json"), 1 << 20));
    }

    private String redeem(Provider provider, String code, Proof proof) throws UpstreamException, OutboundException {
        UpstreamJson granted = judged(outbound.postForm(
                provider.issuer() + "/login/oauth/access_token",
                Map.of(
                        "client_id", provider.clientId(),
                        "client_secret", providers.secretOf(provider),
                        "code", code,
                        "redirect_uri", issuer.url(provider.callbackPath()),
                        "code_verifier", proof.verifier()),
                Map.of(HttpHeaders.ACCEPT, "application/json")));
        // GitHub says 200 to a wrong code too, with an error in the body.
        return granted.text("access_token")
                .orElseThrow(() -> new UpstreamException(
                        UpstreamException.Reason.DECLINED,
                        "GitHub gave no token: " + granted.text("error").orElse("")));
    }

    private OutboundResponse api(Provider provider, String path, String token) throws OutboundException {
        return outbound.get(
                api(provider) + path,
                Map.of(
                        HttpHeaders.ACCEPT,
                        "application/vnd.github+json",
                        HttpHeaders.AUTHORIZATION,
                        "Bearer " + token,
                        "X-GitHub-Api-Version",
                        "2022-11-28"),
                LIMIT);
    }

    private static String api(Provider provider) {
        return provider.issuer().equals(PUBLIC_SITE) ? "https://api.github.com" : provider.issuer() + "/api/v3";
    }

    /** None where GitHub doesn't show them: an app of theirs may lack the permission, which is no reason to let nobody in. */
    private static @Nullable String shownAddress(OutboundResponse response) throws UpstreamException {
        boolean hidden = response.status() == NOT_FOUND || (response.status() == FORBIDDEN && !isLimited(response));
        return hidden ? null : primaryAddress(response);
    }

    private static @Nullable String primaryAddress(OutboundResponse response) throws UpstreamException {
        checkStatus(response);
        try {
            for (JsonNode entry : JsonMapper.shared().readTree(response.text())) {
                UpstreamJson address = new UpstreamJson(entry);
                if (address.isTrue("primary") && address.isTrue("verified")) {
                    return address.text("email").orElse(null);
                }
            }
            return null;
        } catch (JacksonException garbage) {
            throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "sent no JSON: " + response);
        }
    }

    /** The object of a success. */
    static UpstreamJson judged(OutboundResponse response) throws UpstreamException {
        checkStatus(response);
        return UpstreamJson.of(response);
    }

    private static void checkStatus(OutboundResponse response) throws UpstreamException {
        int status = response.status();
        if (status == OK) {
            return;
        }
        if (isLimited(response)) {
            throw new UpstreamException(UpstreamException.Reason.BUSY, "answered " + status);
        }
        throw new UpstreamException(
                status >= SERVER_ERRORS ? UpstreamException.Reason.UNAVAILABLE : UpstreamException.Reason.DECLINED,
                "answered " + status);
    }

    /** 429, and at GitHub 403 too, which says by its headers that it means that. */
    private static boolean isLimited(OutboundResponse response) {
        boolean says = response.header("retry-after").isPresent()
                || response.header("x-ratelimit-remaining").equals(Optional.of("0"));
        return response.status() == TOO_MANY || (response.status() == FORBIDDEN && says);
    }
}
