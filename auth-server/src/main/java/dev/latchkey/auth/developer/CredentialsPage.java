package dev.latchkey.auth.developer;

import dev.latchkey.auth.client.ClientSecrets;
import dev.latchkey.auth.client.SecretRotation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The credentials of an application.
 *
 * @param newSecret shown once
 */
record CredentialsPage(
        ApplicationHead head,
        List<Row> secrets,
        @Nullable String newSecret,
        Keys keys,
        String issuer,
        List<Snippet> snippets,
        @Nullable String problem,
        @Nullable String done) {

    /**
     * Public keys, as they are typed.
     *
     * @param used whether the application proves itself with them
     */
    record Keys(boolean used, String jwks, String jwksUri) {

        private static final JsonMapper JSON =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

        static Keys of(Application application) {
            Object jwks = application.metadata().get("jwks");
            return new Keys(
                    application.usesKeys(),
                    jwks == null ? "" : JSON.writeValueAsString(jwks),
                    application.text("jwks_uri"));
        }
    }

    /** A secret without its value. */
    record Row(
            UUID id,
            @Nullable String hint,
            LocalDate created,
            @Nullable LocalDate lastUsed) {}

    static List<Row> rows(List<SecretRotation.Secret> secrets) {
        return secrets.stream()
                .map(secret -> new Row(
                        secret.id(),
                        secret.hint(),
                        secret.createdAt().atZone(ZoneOffset.UTC).toLocalDate(),
                        secret.lastUsed()))
                .toList();
    }

    public boolean isFull() {
        return secrets.size() >= ClientSecrets.MOST_LIVE;
    }

    /** Never the secret: this ends in logs. */
    @Override
    public String toString() {
        return "CredentialsPage[" + head.clientId() + "]";
    }
}
