package dev.latchkey.auth.registration;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.registration.PasswordResetRequests.Request;
import dev.latchkey.auth.session.DirectoryPasswords;
import dev.latchkey.auth.web.Issuer;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds out for whom a reset was asked, and mails what that person can do. */
@Component
class PasswordResetTask extends OneTimeTask<Void> {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("password-reset");

    private static final Logger log = LoggerFactory.getLogger(PasswordResetTask.class);

    private final PasswordResetRequests requests;
    private final PasswordResets resets;
    private final Accounts accounts;
    private final Mails mails;
    private final Issuer issuer;
    private final DirectoryPasswords directory;
    private final TransactionTemplate transaction;

    PasswordResetTask(
            PasswordResetRequests requests,
            PasswordResets resets,
            Accounts accounts,
            Mails mails,
            Issuer issuer,
            DirectoryPasswords directory,
            TransactionTemplate transaction) {
        super(TASK.getTaskName(), Void.class);
        this.requests = requests;
        this.resets = resets;
        this.accounts = accounts;
        this.mails = mails;
        this.issuer = issuer;
        this.directory = directory;
        this.transaction = transaction;
    }

    @Override
    public void executeOnce(TaskInstance<Void> instance, ExecutionContext context) {
        transaction.executeWithoutResult(
                status -> requests.claim(UUID.fromString(instance.getId())).ifPresent(this::answer));
    }

    /**
     * An address that nobody has shown to be theirs gets nothing, because whoever has the mailbox need not be whoever has the
     * account; and neither does a disabled account. Who signs in by other means is told so.
     */
    private void answer(Request request) {
        Optional<Account> found = accounts.findByUsernameOrEmail(request.email())
                .filter(account -> account.isEnabled() && account.isEmailVerified());
        if (found.isEmpty()) {
            log.info("A password reset was asked for, and there is nobody to send it to");
            return;
        }
        Account account = found.get();
        if (account.getPasswordHash() == null) {
            sayWhereItIs(account, request);
            return;
        }
        resets.send(account, request.locale(), request.network());
    }

    private void sayWhereItIs(Account account, Request request) {
        Optional<DirectoryPasswords.Place> place = directory.placeOf(account.getId());
        Mail mail = Mail.to(account.getEmail(), request.locale());
        mails.send(
                place.isEmpty()
                        ? mail.template("password-none").with("signIn", issuer.url("/login"))
                        : mail.template("password-elsewhere")
                                .with("place", place.get().title())
                                .with(
                                        "link",
                                        place.get().url().isEmpty()
                                                ? issuer.url("/login")
                                                : place.get().url()));
    }
}
