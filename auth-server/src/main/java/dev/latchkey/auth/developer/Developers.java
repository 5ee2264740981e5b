package dev.latchkey.auth.developer;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.SignedIn;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Who may register applications and make secrets for them. */
@Component
class Developers {

    private final Accounts accounts;
    private final Applications applications;
    private final DeveloperProperties properties;

    Developers(Accounts accounts, Applications applications, DeveloperProperties properties) {
        this.accounts = accounts;
        this.applications = applications;
        this.properties = properties;
    }

    /** Why this person cannot register one; null if they can. */
    @Nullable
    String obstacle(SignedIn signedIn, int has) {
        if (properties.role() != null && !signedIn.session().roles().contains(properties.role())) {
            return "developer.obstacle.role";
        }
        if (!account(signedIn).isEmailVerified()) {
            return "developer.obstacle.email";
        }
        return has >= properties.applicationsPerAccount() ? "developer.obstacle.quota" : null;
    }

    Account account(SignedIn signedIn) {
        return accounts.findById(signedIn.accountId()).orElseThrow();
    }

    /** A secret is for who can be reached. */
    void requireVerifiedEmail(SignedIn signedIn) {
        if (!account(signedIn).isEmailVerified()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "The e-mail address is not verified");
        }
    }

    /** The application if it is this person's; to everybody else it is not there. */
    Application own(SignedIn signedIn, UUID id) {
        return applications
                .find(signedIn.accountId(), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No application of this account"));
    }
}
