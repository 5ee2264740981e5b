package dev.latchkey.auth.developer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may register applications, and how far they get without a review.
 *
 * @param role who registers must have this role; null for everybody who is signed in
 * @param applicationsPerAccount so many may one person have
 * @param usersWithoutReview so many people may use an application that is not verified
 * @param testers so many people may be invited to a draft
 * @param transferFor how long an application that is offered to somebody waits for them
 */
@ConfigurationProperties("latchkey.developer")
record DeveloperProperties(
        @Nullable String role,
        @DefaultValue("20") int applicationsPerAccount,
        @DefaultValue("100") int usersWithoutReview,
        @DefaultValue("20") int testers,
        @DefaultValue("7d") Duration transferFor) {}
