package dev.latchkey.auth.developer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.authorization.ApplicationAccess;
import dev.latchkey.auth.client.Client;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps a draft to its owner and testers, and what nobody has looked at to a limited number of people. What nobody
 * registered in the portal is not its business.
 */
@Component
class UnverifiedApplications implements ApplicationAccess {

    private static final int MOST = 10_000;

    /** An application's row is written together with that of its client: a client that has none never gets one. */
    private final Cache<UUID, Boolean> elsewhere =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final DeveloperProperties properties;

    UnverifiedApplications(JdbcClient jdbc, Accounts accounts, DeveloperProperties properties) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.properties = properties;
    }

    private record Standing(UUID owner, ApplicationState state, boolean resembles) {}

    @Override
    public boolean isOpenTo(UUID accountId, Client client) {
        return isOpenTo(accountId, client, "");
    }

    /** Holds the application's row: the places that are left are counted by one at a time. */
    @Override
    public boolean admits(UUID accountId, Client client) {
        return isOpenTo(accountId, client, " for update");
    }

    private boolean isOpenTo(UUID accountId, Client client, String lock) {
        if (elsewhere.getIfPresent(client.id()) != null) {
            return true;
        }
        Optional<Standing> standing = jdbc.sql(
                        "select account_id, state, looks_like is not null as resembles from application where id = :id"
                                + lock)
                .param("id", client.id())
                .query((row, n) -> new Standing(
                        row.getObject("account_id", UUID.class),
                        ApplicationState.valueOf(row.getString("state")),
                        row.getBoolean("resembles")))
                .optional();
        if (standing.isEmpty()) {
            elsewhere.put(client.id(), true);
            return true;
        }
        return isOpenTo(accountId, client, standing.get());
    }

    private boolean isOpenTo(UUID accountId, Client client, Standing standing) {
        return switch (standing.state()) {
            case VERIFIED -> true;
            case SUSPENDED -> false;
            case DRAFT -> isInvited(accountId, client, standing);
            case UNVERIFIED, IN_REVIEW ->
                isInvited(accountId, client, standing) || (!standing.resembles() && hasRoomFor(accountId, client));
        };
    }

    private boolean isInvited(UUID accountId, Client client, Standing standing) {
        if (accountId.equals(standing.owner())) {
            return true;
        }
        return accounts.findById(accountId)
                .filter(Account::isEmailVerified)
                .map(account -> jdbc.sql("""
                                        select count(*) from application_tester
                                         where application_id = :id and email_key = :email
                                        """)
                                .param("id", client.id())
                                .param("email", accounts.normalised(account.getEmail()))
                                .query(Long.class)
                                .single()
                        > 0)
                .orElse(false);
    }

    /** Whoever has allowed it already stays in. */
    private boolean hasRoomFor(UUID accountId, Client client) {
        return jdbc.sql("""
                        select count(*) from (
                          select distinct account_id from oauth_consent
                          where client_id = :client and account_id <> :account
                          limit :most) others
                        where not exists (
                          select 1 from oauth_consent where client_id = :client and account_id = :account)
                        """)
                        .param("client", client.id())
                        .param("account", accountId)
                        .param("most", properties.usersWithoutReview())
                        .query(Long.class)
                        .single()
                < properties.usersWithoutReview();
    }
}
