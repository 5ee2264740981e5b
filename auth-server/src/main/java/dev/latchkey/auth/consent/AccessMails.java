package dev.latchkey.auth.consent;

import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mails about what an application can do, to people who are not here: in the language they chose, or English. */
@Component
class AccessMails {

    private final JdbcClient jdbc;
    private final Mails mails;

    AccessMails(JdbcClient jdbc, Mails mails) {
        this.jdbc = jdbc;
        this.mails = mails;
    }

    private record Reader(
            String email, String name, @Nullable String language, String application) {}

    /** Joins the caller's transaction. An address that no mail can reach gets none. */
    void send(String template, UUID accountId, UUID client, UnaryOperator<Mail> values) {
        jdbc.sql("""
                        select a.email, a.name, p.locale as language,
                               coalesce(c.metadata ->> 'client_name', c.client_id) as application
                        from account a left join account_profile p on p.account_id = a.id
                          join client c on c.id = :client
                        where a.id = :account and a.enabled
                        """)
                .param("account", accountId)
                .param("client", client)
                .query(Reader.class)
                .optional()
                .filter(reader -> Mail.canReach(reader.email()))
                .ifPresent(reader -> mails.send(values.apply(Mail.to(reader.email(), locale(reader.language()))
                        .template(template)
                        .with("name", reader.name())
                        .with("application", reader.application()))));
    }

    private static Locale locale(@Nullable String language) {
        return language != null && language.startsWith("de") ? Locale.GERMAN : Locale.ENGLISH;
    }
}
