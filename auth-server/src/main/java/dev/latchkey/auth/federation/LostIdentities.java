package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.FactorsLost;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Forgets the identities of somebody who has lost what they signed in with: one of them may be another's by now. */
@Component
class LostIdentities {

    private final FederatedIdentities identities;

    LostIdentities(FederatedIdentities identities) {
        this.identities = identities;
    }

    @EventListener
    void on(FactorsLost lost) {
        identities.removeAll(lost.accountId());
    }
}
