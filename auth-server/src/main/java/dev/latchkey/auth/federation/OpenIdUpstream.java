package dev.latchkey.auth.federation;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import dev.latchkey.auth.web.Issuer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Speaks OpenID Connect: code flow with PKCE, state and nonce (RFC 9700 §2.1.1). */
@Component
class OpenIdUpstream implements Upstream {

    private static final int LIMIT = 64 * 1024;
    private static final int LONGEST_SUBJECT = 255;

    private final OutboundClient outbound;
    private final Discovery discovery;
    private final UpstreamTokens tokens;
    private final Providers providers;
    private final Issuer issuer;

    OpenIdUpstream(
            OutboundClient outbound, Discovery discovery, UpstreamTokens tokens, Providers providers, Issuer issuer) {
        this.outbound = outbound;
        this.discovery = discovery;
        this.tokens = tokens;
        this.providers = providers;
        this.issuer = issuer;
    }

    @Override
    public boolean speaks(ProviderKind kind) {
        return kind.isDiscovered();
    }

    @Override
    public String authorizationAddress(Provider provider, String state, Proof proof, boolean fresh)
            throws UpstreamException {
        UriComponentsBuilder address = UriComponentsBuilder.fromUriString(
                        discovery.current(provider).authorizationEndpoint())
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("scope", "{scope}")
                .queryParam("state", state)
                .queryParam("nonce", proof.nonce())
                .queryParam("code_challenge", proof.challenge())
                .queryParam("code_challenge_method", "S256");
        if (fresh) {
            address.queryParam("prompt", "login").queryParam("max_age", "0");
        }
        if (provider.kind() == ProviderKind.GOOGLE && provider.allowedDomains().size() == 1) {
            address.queryParam("hd", "{hd}");
        }
        return address.encode()
                .buildAndExpand(Map.of(
                        "client", provider.clientId(),
                        "redirect", issuer.url(provider.callbackPath()),
                        "scope", String.join(" ", provider.scopes()),
                        "hd",
                                provider.allowedDomains().isEmpty()
                                        ? ""
                                        : provider.allowedDomains().get(0)))
                .toUriString();
    }

    @Override
    public UpstreamIdentity identify(
            Provider provider, Map<String, String> answer, Proof proof, @Nullable Instant after)
            throws UpstreamException, OutboundException {
        ProviderMetadata metadata = discovery.of(provider);
        checkIssuer(metadata, answer.get("iss"));
        UpstreamJson granted = redeem(provider, metadata, answer.getOrDefault("code", ""), proof);
        String idToken = granted.text("id_token").orElseThrow(() -> UpstreamException.untrusted("gave no ID token"));
        JWTClaimsSet claims = tokens.idToken(provider, idToken, proof.nonce(), after);
        String subject = claims.getSubject();
        if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw UpstreamException.untrusted("named nobody");
        }
        UpstreamJson person = person(metadata, granted, claims, subject);
        return new UpstreamIdentity(
                provider.issuer(),
                subject,
                person.text("email").orElse(null),
                person.isTrue("email_verified"),
                person.text(provider.usernameClaim()).orElse(""),
                person.text(provider.nameClaim()).orElse(""),
                person.text("hd").orElse(null),
                hasSeenTwoFactors(provider, claims),
                UpstreamTokens.text(claims, "sid"));
    }

    @Override
    public void test(Provider provider) throws UpstreamException {
        discovery.fetchKeys(discovery.fetch(provider));
    }

    /** RFC 9207 §2.4: an answer of another server than the one that was asked is not taken to this one. */
    private static void checkIssuer(ProviderMetadata metadata, @Nullable String named) throws UpstreamException {
        if (named == null ? metadata.namesIssuer() : !named.equals(metadata.issuer())) {
            throw UpstreamException.untrusted("the answer is of another issuer");
        }
    }

    private UpstreamJson redeem(Provider provider, ProviderMetadata metadata, String code, Proof proof)
            throws UpstreamException, OutboundException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", issuer.url(provider.callbackPath()));
        form.put("code_verifier", proof.verifier());
        Map<String, String> headers = new LinkedHashMap<>(Map.of(HttpHeaders.ACCEPT, "application/json"));
        String secret = providers.secretOf(provider);
        if (metadata.secretInForm()) {
            form.put("client_id", provider.clientId());
            form.put("client_secret", secret);
        } else {
            headers.put(HttpHeaders.AUTHORIZATION, basic(provider.clientId(), secret));
        }
        return GitHubUpstream.judged(outbound.postForm(metadata.tokenEndpoint(), form, headers));
    }

    /** The claims of the ID token and, if it has no address, of the user info endpoint, which has to mean the same person (§5.3.2). */
    private UpstreamJson person(ProviderMetadata metadata, UpstreamJson granted, JWTClaimsSet claims, String subject)
            throws UpstreamException, OutboundException {
        UpstreamJson token = new UpstreamJson(JsonMapper.shared().valueToTree(claims.toJSONObject()));
        Optional<String> accessToken = granted.text("access_token");
        if (token.text("email").isPresent() || metadata.userInfoEndpoint().isEmpty() || accessToken.isEmpty()) {
            return token;
        }
        UpstreamJson info = GitHubUpstream.judged(outbound.get(
                metadata.userInfoEndpoint().get(),
                Map.of(
                        HttpHeaders.ACCEPT,
                        "application/json",
                        HttpHeaders.AUTHORIZATION,
                        "Bearer " + accessToken.get()),
                LIMIT));
        if (!info.text("sub").equals(Optional.of(subject))) {
            throw UpstreamException.untrusted("the user info is of somebody else");
        }
        return info;
    }

    private static boolean hasSeenTwoFactors(Provider provider, JWTClaimsSet claims) {
        if (provider.secondFactorValues().isEmpty()) {
            return false;
        }
        String acr = UpstreamTokens.text(claims, "acr");
        return (acr != null && provider.secondFactorValues().contains(acr))
                || (claims.getClaim("amr") instanceof List<?> amr
                        && amr.stream().anyMatch(provider.secondFactorValues()::contains));
    }

    /** RFC 6749 §2.3.1: both are form-encoded first. */
    private static String basic(String clientId, String secret) {
        String pair = URLEncoder.encode(clientId, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
