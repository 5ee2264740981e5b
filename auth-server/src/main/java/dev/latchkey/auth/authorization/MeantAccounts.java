package dev.latchkey.auth.authorization;

import dev.latchkey.auth.session.AccountHints;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.session.SignedInAccounts;
import dev.latchkey.auth.subject.ClientSubjects;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds, of the accounts that are signed in with a browser, the one that a request means by {@code id_token_hint}, the claim
 * {@code sub} or {@code login_hint} (OpenID Connect Core §3.1.2.1).
 */
@Component
class MeantAccounts {

    /** With these the person says who it is. */
    private static final Set<Prompt> ASKING = EnumSet.of(Prompt.LOGIN, Prompt.SELECT_ACCOUNT, Prompt.CREATE);

    private final SignedInAccounts accounts;
    private final AccountHints hints;
    private final ClientSubjects subjects;

    MeantAccounts(SignedInAccounts accounts, AccountHints hints, ClientSubjects subjects) {
        this.accounts = accounts;
        this.hints = hints;
        this.subjects = subjects;
    }

    /** The account of the session in use, unless the request means another one that is signed in too. */
    @Nullable
    SignedIn of(AuthorizationRequest request, Instant startedAt, HttpServletRequest http) {
        @Nullable SignedIn inUse = SignIn.current();
        if (request.prompts().stream().anyMatch(ASKING::contains)
                || (inUse != null && wasChosenSince(startedAt, inUse))
                || accounts.others(http).isEmpty()) {
            return inUse;
        }
        Optional<Predicate<UUID>> meant = meantBy(request);
        if (meant.isEmpty() || (inUse != null && meant.get().test(inUse.accountId()))) {
            return inUse;
        }
        return accounts.find(meant.get(), http).orElse(inUse);
    }

    /** Nothing if the request means nobody in particular, or somebody who is not known here. */
    private Optional<Predicate<UUID>> meantBy(AuthorizationRequest request) {
        Predicate<UUID> subject = account -> request.isAbout(subjects.of(account, request.client()));
        Optional<UUID> hinted = Optional.ofNullable(request.loginHint()).flatMap(hints::accountOf);
        return hinted.isPresent()
                ? Optional.of(subject.and(hinted.get()::equals))
                : Optional.of(subject).filter(known -> request.namesSubject());
    }

    private static boolean wasChosenSince(Instant startedAt, SignedIn inUse) {
        Instant chosenAt = inUse.session().chosenAt();
        return !inUse.session().authenticationContext().authTime().isBefore(startedAt)
                || (chosenAt != null && !chosenAt.isBefore(startedAt));
    }
}
