package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.SecurityItem;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the page of somebody's security says about other sites that they sign in with. Nothing where there are none. */
@Component
@Order(40)
class IdentitySecurityItem implements SecurityItem {

    private final Providers providers;
    private final FederatedIdentities identities;

    IdentitySecurityItem(Providers providers, FederatedIdentities identities) {
        this.providers = providers;
        this.identities = identities;
    }

    @Override
    public List<Row> of(UUID accountId) {
        List<FederatedIdentity> own = identities.of(accountId);
        if (own.isEmpty()
                && providers.open().stream().noneMatch(one -> one.kind().isElsewhere())) {
            return List.of();
        }
        return List.of(
                own.isEmpty()
                        ? Row.of("federation.identities.title", State.PLAIN, "federation.item.none")
                                .link(IdentitiesController.PATH, "federation.item.link")
                        : Row.of("federation.identities.title", State.PLAIN, "federation.item.some", own.size())
                                .since(own.get(0).createdAt())
                                .link(IdentitiesController.PATH, "federation.item.manage"));
    }
}
