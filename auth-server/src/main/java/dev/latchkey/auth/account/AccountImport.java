package dev.latchkey.auth.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes over accounts as the operator declares them. What is not declared is left alone, {@code enabled} too. */
@Component
public class AccountImport {

    private final AccountRows rows;
    private final Passwords passwords;
    private final PasswordHashes hashes;
    private final Clock clock;

    AccountImport(AccountRows rows, Passwords passwords, PasswordHashes hashes, Clock clock) {
        this.rows = rows;
        this.passwords = passwords;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** @throws InvalidAccountException when an account may not be so */
    public void check(ImportedAccount imported) {
        newAccount(imported);
    }

    /** @throws InvalidAccountException when it cannot be a password */
    public void checkPassword(String password) {
        if (!Passwords.isAcceptable(password)) {
            throw new InvalidAccountException("password", "is empty or longer than " + Passwords.LONGEST);
        }
    }

    /** @throws InvalidAccountException when no password could ever match */
    public void checkPasswordHash(String hash) {
        if (!hashes.understands(hash)) {
            throw new InvalidAccountException(
                    "password_hash", "names no method that is understood: " + String.join(", ", hashes.understood()));
        }
    }

    /**
     * Makes the account be what is declared. Writes only what differs.
     *
     * @param known the account that was declared under this user name before; its owner may have taken another one
     * @return the id of the account, which is found by its user name unless it is known
     * @throws InvalidAccountException when the user name or the e-mail address is somebody else's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID put(ImportedAccount imported, Optional<UUID> known) {
        Optional<Account> ofThatName = rows.findByUsernameKey(AccountKeys.ofUsername(imported.username()));
        Optional<Account> existing = known.flatMap(rows::findById).or(() -> ofThatName);
        requireNobodyElses("username", ofThatName, existing);
        requireNobodyElses("email", rows.findByEmailKey(AccountKeys.ofEmail(imported.email())), existing);
        Account account = existing.orElseGet(() -> newAccount(imported));
        apply(imported, account, clock.instant());
        rows.save(account);
        rows.flush();
        return account.getId();
    }

    private static void requireNobodyElses(String field, Optional<Account> owner, Optional<Account> declared) {
        if (owner.isPresent() && !owner.equals(declared)) {
            throw new InvalidAccountException(
                    field, "belongs to the account '" + owner.get().getUsername() + "'");
        }
    }

    /** Makes this the account's password, unless it is already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void putPassword(UUID id, String password) {
        Account account = rows.findById(id).orElseThrow();
        String stored = account.getPasswordHash();
        if (stored == null || !hashes.matches(Passwords.composed(password), stored)) {
            account.changePasswordHash(passwords.hash(password), clock.instant());
        }
    }

    /** Takes over a hash that was made elsewhere. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void putPasswordHash(UUID id, String hash) {
        rows.findById(id).orElseThrow().changePasswordHash(hash, clock.instant());
    }

    private Account newAccount(ImportedAccount imported) {
        Instant now = clock.instant();
        Account account = new Account(imported.username(), imported.email(), imported.name(), now);
        apply(imported, account, now);
        return account;
    }

    private static void apply(ImportedAccount imported, Account account, Instant now) {
        account.rename(imported.username(), now);
        account.moveTo(imported.email(), imported.emailVerified(), now);
        account.introduce(imported.name(), imported.birthdate(), now);
        account.assignRoles(imported.roles(), now);
    }
}
