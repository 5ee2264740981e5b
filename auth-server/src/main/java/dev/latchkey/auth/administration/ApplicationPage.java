package dev.latchkey.auth.administration;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the page of one application shows.
 *
 * @param declaration its settings as JSON, in the names of RFC 7591 and of the bootstrap file
 * @param logo where its picture is shown here; null if it has none
 * @param newSecret in clear, this once
 * @param reason what is wrong with what was typed, in the words of the rule
 */
record ApplicationPage(
        UUID id,
        long version,
        String clientId,
        String name,
        boolean enabled,
        boolean trusted,
        LocalDate createdAt,
        String declaration,
        Policy policy,
        boolean usesSecrets,
        List<Secret> secrets,
        @Nullable String logo,
        @Nullable String newSecret,
        @Nullable String problem,
        @Nullable String reason,
        @Nullable String done) {

    /** What only an operator decides, as fields. */
    record Policy(
            boolean trusted,
            boolean twoFactors,
            boolean pushedRequests,
            boolean dpop,
            boolean deviceSensitiveScopes,
            String accessTokenTtl,
            String refreshTokenIdleTtl,
            String refreshTokenAbsoluteTtl) {}

    /** What is known of a secret. */
    record Secret(UUID id, LocalDate createdAt, @Nullable LocalDate lastUsedOn) {}
}
