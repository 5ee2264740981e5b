package dev.latchkey.auth.token;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.TokenExchangePolicy;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scopes;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What an exchanged token may be for: never more than the token before it, the client and the operator's policy all allow. */
@Component
class ExchangeTargets {

    private final Scopes scopes;

    ExchangeTargets(Scopes scopes) {
        this.scopes = scopes;
    }

    /**
     * @param audiences asked for; none stands for all that the policy has. Never this server's own APIs
     * @param requested scopes; none stands for all that may be
     * @throws TokenRequestException {@code invalid_target} or {@code invalid_scope}
     */
    Target of(
            TokenExchangePolicy policy,
            Client client,
            Set<String> held,
            Collection<String> audiences,
            Set<String> requested) {
        List<ProtectedResource> resources = resources(policy, audiences);
        Set<String> possible = new LinkedHashSet<>(held);
        possible.retainAll(client.scopes());
        if (!possible.containsAll(requested)) {
            throw new TokenRequestException(
                    "invalid_scope",
                    "A scope was requested that cannot be exchanged",
                    Failure.of(FailedRule.SCOPE_GRANTED, possible, requested));
        }
        Set<String> granted = new LinkedHashSet<>(requested.isEmpty() ? possible : requested);
        granted.removeIf(scope ->
                resources.stream().noneMatch(resource -> resource.scopes().contains(scope)));
        if (granted.isEmpty() || (!requested.isEmpty() && !granted.containsAll(requested))) {
            throw new TokenRequestException(
                    "invalid_scope",
                    "The resource does not know the scopes of the token",
                    Failure.of(FailedRule.SCOPE_GRANTED, "", String.join(" ", granted)));
        }
        List<String> audience = resources.stream()
                .filter(resource -> resource.scopes().stream().anyMatch(granted::contains))
                .map(ProtectedResource::identifier)
                .toList();
        if (!audience.containsAll(audiences)) {
            throw new TokenRequestException(
                    "invalid_target", "A resource was requested that no scope is for", Failure.of(FailedRule.RESOURCE));
        }
        return new Target(audience, granted);
    }

    private List<ProtectedResource> resources(TokenExchangePolicy policy, Collection<String> audiences) {
        List<ProtectedResource> allowed = scopes.resources().stream()
                .filter(resource -> policy.audiences().contains(resource.identifier()))
                .filter(resource -> resource.scopes().stream().allMatch(scopes::isForEveryone))
                .toList();
        List<ProtectedResource> chosen = allowed.stream()
                .filter(resource -> audiences.isEmpty() || audiences.contains(resource.identifier()))
                .toList();
        if (chosen.isEmpty()
                || !chosen.stream().map(ProtectedResource::identifier).toList().containsAll(audiences)) {
            throw new TokenRequestException(
                    "invalid_target", "A resource was requested that is not allowed", Failure.of(FailedRule.RESOURCE));
        }
        return chosen;
    }
}
