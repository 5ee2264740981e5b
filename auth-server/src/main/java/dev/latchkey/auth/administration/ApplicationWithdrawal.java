package dev.latchkey.auth.administration;

import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.consent.WithdrawnAccess;
import org.springframework.stereotype.Service;

/** Takes everything back that anybody allowed an application: not in one transaction, for there may be many. */
@Service
class ApplicationWithdrawal {

    private final ApplicationAdministration administration;
    private final WithdrawnAccess access;

    ApplicationWithdrawal(ApplicationAdministration administration, WithdrawnAccess access) {
        this.administration = administration;
        this.access = access;
    }

    int withdraw(Actor actor, ManagedClient client) {
        administration.requireMayTouch(actor, client.settings());
        int people = access.withdraw(client.id());
        administration.recordWithdrawal(actor, client, people);
        return people;
    }
}
