package dev.latchkey.auth.account;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Somebody must always be left who can administer. */
@Repository
public class Administrators {

    /** Any number, as long as no other advisory lock has it. */
    private static final long LOCK = 0x61646d696e73L;

    private final JdbcClient jdbc;

    Administrators(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Called before an account ceases to be one that can administer. Until the transaction ends nobody else gets through here:
     * of two administrators who remove each other, one stays. Whoever has not accepted their invitation yet does not count, and
     * neither does whoever has asked for the deletion of their account.
     *
     * @throws LastAdministratorException when there would be nobody
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireAnother(UUID besides) {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, n) -> n)
                .list();
        boolean another = jdbc.sql("""
                        select exists(select 1 from account_role r join account a on a.id = r.account_id
                                       where r.role = 'ADMIN' and a.id <> :besides
                                         and not exists(select 1 from account_deletion d where d.account_id = a.id)
                                         and
                        """ + AccountState.ACTIVE.condition() + ")")
                .param("besides", besides)
                .query(Boolean.class)
                .single();
        if (!another) {
            throw new LastAdministratorException();
        }
    }
}
