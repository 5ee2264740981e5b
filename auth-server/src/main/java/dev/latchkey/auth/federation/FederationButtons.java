package dev.latchkey.auth.federation;

import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Puts the sites to sign in with on pages that do not know them: sign-in, sign-up, “Confirm it’s you”, and the end of a session. */
@Component
class FederationButtons implements HandlerInterceptor {

    static final String LOGOUT = "/connect/logout";
    static final String DONE = "/logout/done";
    static final String REAUTHENTICATE = "/reauthenticate";

    private final Providers providers;
    private final ProviderLogos logos;
    private final FederatedIdentities identities;
    private final FederatedSessions sessions;
    private final FederationCookies cookies;

    FederationButtons(
            Providers providers,
            ProviderLogos logos,
            FederatedIdentities identities,
            FederatedSessions sessions,
            FederationCookies cookies) {
        this.providers = providers;
        this.logos = logos;
        this.identities = identities;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    /**
     * A button.
     *
     * @param mark which mark of ours it has
     * @param logo the address of a picture instead; null for none
     * @param last whether this browser used it last
     */
    record FederationButton(
            String name,
            String title,
            String mark,
            @Nullable String logo,
            boolean last) {}

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        SignedIn signedIn = SignIn.current();
        switch (request.getRequestURI()) {
            case LOGOUT -> noteUpstream(signedIn, response);
            case DONE -> upstream(request);
            case REAUTHENTICATE -> again(signedIn, request);
            default -> request.setAttribute("federation", buttons(elsewhere(), request));
        }
        return true;
    }

    private List<Provider> elsewhere() {
        return providers.open().stream()
                .filter(provider -> provider.kind().isElsewhere())
                .toList();
    }

    private void noteUpstream(@Nullable SignedIn signedIn, HttpServletResponse response) {
        Optional.ofNullable(signedIn)
                .flatMap(one -> sessions.providerOf(one.session().id()))
                .flatMap(providers::byId)
                .filter(provider -> provider.isOpen() && provider.kind() == ProviderKind.OIDC)
                .ifPresent(provider -> cookies.rememberUpstream(provider, response));
    }

    private void upstream(HttpServletRequest request) {
        cookies.upstream(request)
                .flatMap(providers::byName)
                .filter(Provider::isOpen)
                .map(provider -> button(provider, logos.paths(), false))
                .ifPresent(button -> request.setAttribute("federationSignOut", button));
    }

    /** Those that ask again, of which the person has an identity. */
    private void again(@Nullable SignedIn signedIn, HttpServletRequest request) {
        if (signedIn == null) {
            return;
        }
        Set<UUID> own = identities.of(signedIn.accountId()).stream()
                .map(FederatedIdentity::providerId)
                .collect(Collectors.toSet());
        List<Provider> asking = providers.open().stream()
                .filter(provider -> provider.kind().asksAgain() && own.contains(provider.id()))
                .toList();
        request.setAttribute("federation", buttons(asking, request));
    }

    private List<FederationButton> buttons(List<Provider> open, HttpServletRequest request) {
        String last = cookies.lastProvider(request).orElse("");
        Map<UUID, String> paths = open.isEmpty() ? Map.of() : logos.paths();
        return open.stream()
                .map(provider -> button(provider, paths, provider.name().equals(last)))
                .toList();
    }

    private static FederationButton button(Provider provider, Map<UUID, String> paths, boolean last) {
        return new FederationButton(provider.name(), provider.title(), provider.mark(), paths.get(provider.id()), last);
    }
}
