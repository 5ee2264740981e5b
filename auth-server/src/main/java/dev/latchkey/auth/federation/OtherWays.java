package dev.latchkey.auth.federation;

import dev.latchkey.auth.session.SignInMethod;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether an account can do without an identity: the last way to sign in is not taken away. */
@Component
class OtherWays {

    private final JdbcClient jdbc;
    private final List<SignInMethod> methods;

    OtherWays(JdbcClient jdbc, List<SignInMethod> methods) {
        this.jdbc = jdbc;
        this.methods = List.copyOf(methods);
    }

    /**
     * Whether the account could still sign in without this identity: with a password, a passkey, or another provider that is open
     * and still the one that it was. Locks the account, so that two that are removed at once see each other.
     */
    boolean areThere(UUID accountId, UUID without) {
        jdbc.sql("select 1 from account where id = :account for update")
                .param("account", accountId)
                .query(Integer.class)
                .optional();
        return methods.stream().anyMatch(method -> method.isAvailableTo(accountId))
                || hasAnotherIdentity(accountId, without);
    }

    private boolean hasAnotherIdentity(UUID accountId, UUID without) {
        return jdbc.sql("""
                        select exists (select 1 from federated_identity i join identity_provider p on p.id = i.provider_id
                                       where i.account_id = :account and i.id <> :without and p.enabled and p.configured
                                         and p.issuer = i.issuer)
                        """)
                .param("account", accountId)
                .param("without", without)
                .query(Boolean.class)
                .single();
    }
}
