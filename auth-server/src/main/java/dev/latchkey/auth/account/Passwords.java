package dev.latchkey.auth.account;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks and keeps the passwords of accounts. A password is taken as it was typed: no character is dropped or cut off.
 * Only letters that keyboards compose in different ways are brought to one form (NFC), so that it is the same password on
 * each of a person's devices.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver">NIST SP 800-63B-4, section 3.1.1.2</a>
 */
@Component
public class Passwords {

    /** In code points. Nobody types this much; who sends more wants us to work. */
    public static final int LONGEST = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

    private final PasswordHashes hashes;
    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final ApplicationEventPublisher events;
    private final String decoy;

    Passwords(
            PasswordHashes hashes,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events) {
        this.hashes = hashes;
        this.jdbc = jdbc;
        this.events = events;
        this.ownTransaction = new TransactionTemplate(transactions);
        // The caller may be reading only.
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.decoy = hashes.hash(Base64.getEncoder().encodeToString(random));
    }

    /**
     * Whether this is the account's password. Takes as long for no account, or an account without password, as for a
     * wrong password. A match renews a hash that is outdated. A password that is blocked is never right; its owner hears of it.
     *
     * @throws PasswordChecksBusyException when too many are being checked already
     */
    public boolean matches(@Nullable Account account, CharSequence presented) {
        if (!isAcceptable(presented)) {
            // Depends on what was sent alone: tells nothing about the account.
            return false;
        }
        String stored = account == null ? null : account.getPasswordHash();
        if (account == null || stored == null) {
            hashes.matches(composed(presented), decoy);
            return false;
        }
        if (!hashes.matches(composed(presented), stored)) {
            return false;
        }
        if (account.isPasswordBlocked()) {
            events.publishEvent(new BlockedPasswordUsed(account.getId()));
            return false;
        }
        if (hashes.isOutdated(stored)) {
            renew(account, stored, presented);
        }
        return true;
    }

    /**
     * The hash to store for a password that was chosen.
     *
     * @throws InvalidAccountException when it is empty, too long or malformed
     */
    public String hash(CharSequence chosen) {
        if (!isAcceptable(chosen)) {
            throw new InvalidAccountException("password", "is empty or longer than " + LONGEST + " characters");
        }
        return hashes.hash(composed(chosen));
    }

    /**
     * Makes this the account's password hash.
     *
     * @param addressProven whether it was done by a link that was mailed to the account's address
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void replace(UUID accountId, String hash, boolean addressProven) {
        jdbc.sql("""
                        update account set password_hash = :hash, password_blocked_at = null, email_verified = email_verified or :proven,
                            updated_at = now(), version = version + 1
                        where id = :id
                        """)
                .param("hash", hash)
                .param("proven", addressProven)
                .param("id", accountId)
                .update();
    }

    /**
     * Takes the password as known to somebody else: it is right for nobody until another one is set. Leaves alone whoever could
     * not be sent the way to another one, because the address is not known to be theirs.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void block(UUID accountId, Instant now) {
        jdbc.sql("""
                        update account set password_blocked_at = :now, version = version + 1
                        where id = :id and password_hash is not null and password_blocked_at is null and email_verified
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", accountId)
                .update();
    }

    /** Whether it can be a password at all: not empty, not longer than {@link #LONGEST}, well-formed. */
    public static boolean isAcceptable(CharSequence password) {
        return !password.isEmpty()
                && password.length() <= 2 * LONGEST
                && Character.codePointCount(password, 0, password.length()) <= LONGEST
                && password.codePoints().noneMatch(Passwords::isHalfACharacter);
    }

    static String composed(CharSequence password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static boolean isHalfACharacter(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private void renew(Account account, String outdated, CharSequence presented) {
        try {
            String renewed = hashes.hash(composed(presented));
            // Only if it is still the hash that matched: a password changed meanwhile stays changed.
            ownTransaction.executeWithoutResult(status -> jdbc.sql(
                            "update account set password_hash = :renewed where id = :id and password_hash = :outdated")
                    .param("renewed", renewed)
                    .param("id", account.getId())
                    .param("outdated", outdated)
                    .update());
        } catch (DataAccessException | TransactionException | PasswordChecksBusyException e) {
            // The password was right. The next sign-in tries again.
            LOG.warn("Could not renew the password hash of account {}", account.getId(), e);
        }
    }
}
