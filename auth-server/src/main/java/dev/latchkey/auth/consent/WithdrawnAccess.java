package dev.latchkey.auth.consent;

import dev.latchkey.auth.authorization.GrantRevoked;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes back everything that anybody allowed an application: what a developer does who lost its secrets or its data. People are
 * told by mail.
 */
@Service
public class WithdrawnAccess {

    private static final int BATCH = 100;
    private static final int MOST_BATCHES = 100_000;

    private final JdbcClient jdbc;
    private final ConnectedApplications applications;
    private final AccessMails mails;
    private final TransactionTemplate transactions;

    WithdrawnAccess(
            JdbcClient jdbc, ConnectedApplications applications, AccessMails mails, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.applications = applications;
        this.mails = mails;
        this.transactions = transactions;
    }

    /**
     * Goes through the people a few at a time, each with their mail in one transaction: what is done stays done, and calling it
     * again goes on where it stopped.
     *
     * @param client the id of the client's row
     * @return how many people had allowed something
     */
    public int withdraw(UUID client) {
        int people = 0;
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            Integer told = transactions.execute(status -> withdrawSome(client));
            if (told == null || told == 0) {
                break;
            }
            people += told;
        }
        return people;
    }

    private int withdrawSome(UUID client) {
        List<UUID> accounts = jdbc.sql("""
                        select account_id from oauth_consent where client_id = :client
                        union
                        select account_id from oauth_grant
                        where client_id = :client and revoked_at is null and expires_at > now()
                        order by account_id limit :batch
                        """)
                .param("client", client)
                .param("batch", BATCH)
                .query(UUID.class)
                .list();
        for (UUID account : accounts) {
            if (applications.disconnect(account, client, GrantRevoked.Reason.WITHDRAWN)) {
                mails.send("access-withdrawn", account, client, mail -> mail);
            }
        }
        return accounts.size();
    }
}
