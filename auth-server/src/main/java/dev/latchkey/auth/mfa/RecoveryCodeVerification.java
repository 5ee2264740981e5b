package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.PasswordHashes;
import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.session.BrowserSession;
import dev.latchkey.auth.session.Factor;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks a recovery code, and uses it up. One slow hash for a try, whether there is such a code or not. */
@Service
class RecoveryCodeVerification {

    private final RecoveryCodes codes;
    private final PasswordHashes hashes;
    private final Passwords passwords;
    private final CodeCheck check;
    private final FactorNotices notices;
    private final TransactionTemplate transaction;

    RecoveryCodeVerification(
            RecoveryCodes codes,
            PasswordHashes hashes,
            Passwords passwords,
            CodeCheck check,
            FactorNotices notices,
            TransactionTemplate transaction) {
        this.codes = codes;
        this.hashes = hashes;
        this.passwords = passwords;
        this.check = check;
        this.notices = notices;
        this.transaction = transaction;
    }

    CodeCheck.Result verify(BrowserSession session, String typed) {
        return RecoveryCode.of(typed)
                .map(code -> check.check(session.accountId(), Factor.RECOVERY_CODE, () -> isRight(session, code)))
                .orElse(CodeCheck.Result.NO_CODE);
    }

    private boolean isRight(BrowserSession session, RecoveryCode code) {
        UUID accountId = session.accountId();
        Optional<String> hash = codes.hashOf(accountId, code);
        if (hash.isEmpty()) {
            return passwords.matches(null, code.characters()); // never, and takes as long
        }
        return hashes.matches(code.characters(), hash.get())
                && Boolean.TRUE.equals(transaction.execute(status -> use(session, hash.get())));
    }

    /** Used, written down and told to its owner, or none of the three. */
    private boolean use(BrowserSession session, String hash) {
        if (!codes.claim(session.accountId(), hash)) {
            return false;
        }
        notices.recoveryCodeUsed(
                session,
                codes.of(session.accountId()).map(RecoveryCodeSet::left).orElse(0));
        return true;
    }
}
