package dev.latchkey.auth.bootstrap;

import dev.latchkey.auth.account.ImportedAccount;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account of the file with its secrets. */
record DeclaredAccount(
        ImportedAccount account,
        @Nullable String password,
        @Nullable String passwordHash,
        @Nullable String totpSecret) {

    private static final Set<String> KEYS = Set.of(
            "username",
            "email",
            "email_verified",
            "name",
            "birthdate",
            "password",
            "password_hash",
            "roles",
            "totp_secret");

    private static final List<String> ORDINARY_ROLES = List.of("USER");

    static DeclaredAccount read(BootstrapValue value) {
        Map<String, BootstrapValue> object = value.object(KEYS::contains);
        if (object.containsKey("password") && object.containsKey("password_hash")) {
            throw value.invalid("has both password and password_hash");
        }
        String username = value.required(object, "username").text();
        ImportedAccount account = new ImportedAccount(
                username,
                value.required(object, "email").text(),
                Optional.ofNullable(object.get("email_verified"))
                        .map(BootstrapValue::flag)
                        .orElse(false),
                Optional.ofNullable(object.get("name"))
                        .map(BootstrapValue::text)
                        .orElse(username),
                Optional.ofNullable(object.get("birthdate"))
                        .map(BootstrapValue::date)
                        .orElse(null),
                new LinkedHashSet<>(Optional.ofNullable(object.get("roles"))
                        .map(BootstrapValue::texts)
                        .orElse(ORDINARY_ROLES)));
        return new DeclaredAccount(
                account,
                text(object.get("password")),
                text(object.get("password_hash")),
                text(object.get("totp_secret")));
    }

    private static @Nullable String text(@Nullable BootstrapValue value) {
        return value == null ? null : value.text();
    }

    /** Without the secrets: this ends in logs. */
    @Override
    public String toString() {
        return "DeclaredAccount[" + account.username() + "]";
    }
}
