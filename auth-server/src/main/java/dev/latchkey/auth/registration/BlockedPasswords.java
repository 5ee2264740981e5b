package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountKeys;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.BlockedPasswordUsed;
import dev.latchkey.auth.brake.MailBrake;
import dev.latchkey.auth.registration.PasswordResetRequests.Request;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.event.EventListener;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Mails the owner of a blocked password the link to choose another one, as if it had been asked for. */
@Component
class BlockedPasswords {

    private final Accounts accounts;
    private final PasswordResetRequests requests;
    private final MailBrake brake;

    BlockedPasswords(Accounts accounts, PasswordResetRequests requests, MailBrake brake) {
        this.accounts = accounts;
        this.requests = requests;
        this.brake = brake;
    }

    /** In a transaction of its own: whoever looks at a password may be reading only. */
    @EventListener
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void on(BlockedPasswordUsed used) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
            accounts.findById(used.accountId())
                    .map(Account::getEmail)
                    .ifPresent(address -> ask(address, current.getRequest()));
        }
    }

    private void ask(String address, HttpServletRequest request) {
        if (brake.count(AccountKeys.ofEmail(address), request).isEmpty()) {
            String language = LocaleContextHolder.getLocale().toLanguageTag();
            requests.add(new Request(address, language, request.getRemoteAddr()));
        }
    }
}
