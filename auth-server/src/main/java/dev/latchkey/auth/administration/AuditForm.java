package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.audit.AuditSearch;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the audit trail, as it was typed.
 *
 * @param account a user name, an e-mail address, or the id of an account that may be gone
 * @param from the first day, in UTC
 * @param to the last day, in UTC
 */
record AuditForm(String account, String client, String type, String outcome, String from, String to) {

    /** An id that no account has: what names nobody finds nothing. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final int LONGEST = 254;

    /** @throws InvalidRequestException for what makes no sense */
    AuditSearch search(Accounts accounts) {
        if (account.length() > LONGEST || client.length() > LONGEST) {
            throw new InvalidRequestException("account", "is too long");
        }
        LocalDate last = date(to);
        return new AuditSearch(
                account.isBlank() ? null : accountId(accounts),
                client.isBlank() ? null : client.strip(),
                choice(SecurityEventType.class, type),
                choice(SecurityEvent.Outcome.class, outcome),
                begin(date(from)),
                last == null ? null : begin(last.plusDays(1)));
    }

    private UUID accountId(Accounts accounts) {
        try {
            return UUID.fromString(account.strip());
        } catch (IllegalArgumentException e) {
            return accounts.findByUsernameOrEmail(account).map(Account::getId).orElse(NOBODY);
        }
    }

    private static <E extends Enum<E>> @Nullable E choice(Class<E> type, String name) {
        try {
            return name.isEmpty() ? null : Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("type", "is none");
        }
    }

    private static @Nullable LocalDate date(String typed) {
        try {
            return typed.isEmpty() ? null : LocalDate.parse(typed);
        } catch (DateTimeException e) {
            throw new InvalidRequestException("from", "is no date");
        }
    }

    private static @Nullable Instant begin(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
