package dev.latchkey.auth.startup;

import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.secret.UnsafeSecretKeysException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** What a start must meet, in the order in which an operator reads about it. */
final class Requirements {

    private static final String PUBLIC_ADDRESS =
            "the public address of this server, for example https://id.example.com";

    private static final String KEYS = "id:base64 of 32 random bytes, newest first, made with: openssl rand -base64 32";

    private static final Requirement TRUSTED_PROXIES = new Requirement(
            "latchkey.trusted-proxies",
            "addresses or networks of your reverse proxies alone, for example 10.0.3.7,10.1.0.0/24",
            TrustedProxies::problem);

    static final List<Requirement> LOCAL = List.of(
            Requirement.ifPresent("latchkey.issuer", PUBLIC_ADDRESS, IssuerForm::problem),
            Requirement.ifPresent("latchkey.secret-keys", KEYS, Requirements::unsafeKeys),
            TRUSTED_PROXIES,
            onLoopback("server.address"),
            onLoopback("management.server.address"));

    static final List<Requirement> PRODUCTION = List.of(
            Requirement.isPresent("latchkey.issuer", PUBLIC_ADDRESS, IssuerForm::problemInProduction),
            Requirement.isPresent(
                    "spring.datasource.url",
                    "the PostgreSQL database, for example jdbc:postgresql://db.example.com/latchkey",
                    url -> wrongUnless(url.startsWith("jdbc:postgresql:"), "is not a PostgreSQL database")),
            Requirement.isPresent(
                    "spring.datasource.username",
                    "the role that owns it; SPRING_DATASOURCE_PASSWORD is its password",
                    name -> Optional.empty()),
            Requirement.isPresent("latchkey.secret-keys", KEYS, Requirements::unsafeKeys),
            Requirement.isPresent(
                    "spring.mail.host",
                    "the SMTP server for confirmations and password resets",
                    name -> Optional.empty()),
            Requirement.isPresent(
                    "latchkey.mail.from",
                    "the sender of these mails, for example no-reply@example.com",
                    address -> wrongUnless(address.contains("@"), "is not an address")),
            TRUSTED_PROXIES,
            new Requirement(
                    "spring.profiles.active",
                    "leave demo out: its accounts are for trying things out",
                    environment -> wrongUnless(!isDemo(environment), "contains demo")));

    private Requirements() {}

    private static Requirement onLoopback(String property) {
        return Requirement.ifPresent(
                property,
                "leave it out, or configure production: a datasource and an https issuer",
                address -> wrongUnless(Loopback.isNameOf(address), "lets others connect, which local mode does not"));
    }

    private static Optional<String> unsafeKeys(String value) {
        try {
            SecretKeys.parse(value);
            return Optional.empty();
        } catch (UnsafeSecretKeysException e) {
            return Optional.of("is unsafe: " + e.getMessage());
        }
    }

    private static boolean isDemo(Environment environment) {
        return Arrays.asList(environment.getActiveProfiles()).contains("demo");
    }

    private static Optional<String> wrongUnless(boolean right, String wrong) {
        return right ? Optional.empty() : Optional.of(wrong);
    }
}
