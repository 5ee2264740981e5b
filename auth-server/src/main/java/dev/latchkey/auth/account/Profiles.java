package dev.latchkey.auth.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The rows of profiles. Who has said nothing has no row. */
@Repository
public class Profiles {

    private final JdbcClient jdbc;

    Profiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Profile of(UUID accountId) {
        return jdbc.sql("select * from account_profile where account_id = :account")
                .param("account", accountId)
                .query((row, n) -> row(row))
                .optional()
                .orElse(Profile.EMPTY);
    }

    /** @throws InvalidAccountException when a field may not hold this */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(UUID accountId, Profile profile) {
        ProfileRules.check(profile);
        jdbc.sql("""
                        insert into account_profile (account_id, given_name, middle_name, family_name, nickname, gender, profile, picture, website, zoneinfo,
                          locale, phone_number, street_address, locality, region, postal_code, country)
                        values (:account, :givenName, :middleName, :familyName, :nickname, :gender, :page, :picture, :website, :zoneinfo,
                          :locale, :phoneNumber, :streetAddress, :locality, :region, :postalCode, :country)
                        on conflict (account_id) do update set given_name = excluded.given_name,
                          middle_name = excluded.middle_name, profile = excluded.profile, picture = excluded.picture,
                          family_name = excluded.family_name, nickname = excluded.nickname, gender = excluded.gender,
                          website = excluded.website, zoneinfo = excluded.zoneinfo, locale = excluded.locale,
                          phone_number = excluded.phone_number, street_address = excluded.street_address,
                          locality = excluded.locality, region = excluded.region, postal_code = excluded.postal_code,
                          country = excluded.country
                        """)
                .param("account", accountId)
                .param("givenName", profile.givenName())
                .param("middleName", profile.middleName())
                .param("page", profile.page())
                .param("picture", profile.picture())
                .param("familyName", profile.familyName())
                .param("nickname", profile.nickname())
                .param("gender", profile.gender())
                .param("website", profile.website())
                .param("zoneinfo", profile.zoneinfo())
                .param("locale", profile.locale())
                .param("phoneNumber", profile.phoneNumber())
                .param("streetAddress", profile.address().streetAddress())
                .param("locality", profile.address().locality())
                .param("region", profile.address().region())
                .param("postalCode", profile.address().postalCode())
                .param("country", profile.address().country())
                .update();
        // It is one of the claims: whoever reads them learns that there is something new.
        jdbc.sql("update account set updated_at = clock_timestamp() where id = :account")
                .param("account", accountId)
                .update();
    }

    /** When the account last took another user name. */
    public Optional<Instant> usernameChangedAt(UUID accountId) {
        return jdbc.sql("select username_changed_at from account_profile where account_id = :account")
                .param("account", accountId)
                .query((row, n) -> Optional.ofNullable(row.getObject("username_changed_at", OffsetDateTime.class)))
                .optional()
                .flatMap(changedAt -> changedAt)
                .map(OffsetDateTime::toInstant);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void usernameChanged(UUID accountId, Instant now) {
        jdbc.sql("""
                        insert into account_profile (account_id, username_changed_at) values (:account, :now)
                        on conflict (account_id) do update set username_changed_at = excluded.username_changed_at
                        """)
                .param("account", accountId)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    static Profile row(ResultSet row) throws SQLException {
        return new Profile(
                text(row, "given_name"),
                text(row, "middle_name"),
                text(row, "family_name"),
                text(row, "nickname"),
                text(row, "gender"),
                text(row, "profile"),
                text(row, "picture"),
                text(row, "website"),
                text(row, "zoneinfo"),
                text(row, "locale"),
                text(row, "phone_number"),
                new Profile.Address(
                        text(row, "street_address"),
                        text(row, "locality"),
                        text(row, "region"),
                        text(row, "postal_code"),
                        text(row, "country")));
    }

    private static @Nullable String text(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }
}
