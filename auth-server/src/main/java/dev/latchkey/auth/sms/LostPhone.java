package dev.latchkey.auth.sms;

import dev.latchkey.auth.account.FactorsLost;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Forgets the telephone of somebody who has lost it. */
@Component
class LostPhone {

    private final Phones phones;

    LostPhone(Phones phones) {
        this.phones = phones;
    }

    @EventListener
    void on(FactorsLost lost) {
        phones.remove(lost.accountId());
    }
}
