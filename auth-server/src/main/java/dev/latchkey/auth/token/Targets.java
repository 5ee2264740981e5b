package dev.latchkey.auth.token;

import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.web.Issuer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * Works out the audience and the scopes of an access token (RFC 8707 §2.2, RFC 9068 §3): the resources that were asked for,
 * or else those to which the scopes belong, or else this server itself.
 */
@Component
class Targets {

    private final Scopes scopes;
    private final Issuer issuer;

    Targets(Scopes scopes, Issuer issuer) {
        this.scopes = scopes;
        this.issuer = issuer;
    }

    /**
     * @param granted the scopes that may be given
     * @param grantedResources the resources named when they were granted; none stands for any
     * @param requested the resources named in this token request; none stands for all that were granted
     * @throws OAuth2AuthenticationException {@code invalid_target} for a resource that was not granted
     */
    Target of(Set<String> granted, Collection<String> grantedResources, Collection<String> requested) {
        List<ProtectedResource> possible = scopes.resources().stream()
                .filter(resource -> grantedResources.isEmpty() || grantedResources.contains(resource.identifier()))
                .filter(resource -> resource.scopes().stream().anyMatch(granted::contains))
                .toList();
        List<String> identifiers =
                possible.stream().map(ProtectedResource::identifier).toList();
        if (!identifiers.containsAll(requested)) {
            throw new TokenRequestException(
                    "invalid_target",
                    "A resource was requested that was not granted",
                    Failure.of(FailedRule.RESOURCE, granted, requested));
        }
        List<ProtectedResource> chosen = requested.isEmpty()
                ? possible
                : possible.stream()
                        .filter(resource -> requested.contains(resource.identifier()))
                        .toList();
        return chosen.isEmpty()
                ? new Target(List.of(issuer.value()), withoutForeign(granted, List.of()))
                : new Target(
                        chosen.stream().map(ProtectedResource::identifier).toList(), withoutForeign(granted, chosen));
    }

    /**
     * Refuses resources that do not exist here, before anything is used up for them.
     *
     * @throws OAuth2AuthenticationException {@code invalid_target}
     */
    void requireKnown(Collection<String> requested) {
        if (!requested.stream()
                .allMatch(identifier -> scopes.resource(identifier).isPresent())) {
            throw new TokenRequestException(
                    "invalid_target",
                    "A resource was requested that is not known",
                    Failure.of(FailedRule.RESOURCE, List.of(), requested));
        }
    }

    /** Leaves out scopes that only resources outside the audience would understand. */
    private Set<String> withoutForeign(Set<String> granted, List<ProtectedResource> chosen) {
        Set<String> kept = new LinkedHashSet<>(granted);
        kept.removeIf(
                scope -> chosen.stream().noneMatch(resource -> resource.scopes().contains(scope))
                        && scopes.resources().stream()
                                .anyMatch(resource -> resource.scopes().contains(scope)));
        return kept;
    }
}
