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

    private final FederatedIdentities identities;

    IdentitySecurityItem(FederatedIdentities identities) {
        this.identities = identities;
    }

    @Override
    public List<Row> of(UUID accountId) {
        FederatedIdentities.Summary own = identities.summaryOf(accountId);
        if (own.count() == 0 && !own.possible()) {
            return List.of();
        }
        return List.of(
                own.count() == 0
                        ? Row.of("federation.identities.title", State.PLAIN, "federation.item.none")
                                .link(IdentitiesController.PATH, "federation.item.link")
                        : Row.of("federation.identities.title", State.PLAIN, "federation.item.some", own.count())
                                .since(own.since())
                                .link(IdentitiesController.PATH, "federation.item.manage"));
    }
}
