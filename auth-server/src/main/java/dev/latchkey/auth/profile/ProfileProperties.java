package dev.latchkey.auth.profile;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What people may do with their own accounts.
 *
 * @param usernameChangeInterval a user name is kept for at least this long: who is known by it is not somebody else tomorrow
 * @param takenUsernames so many user names of others may be tried in an hour
 * @param deletionGracePeriod an account whose owner asked for deletion is kept for this long, in case it was not the owner, or
 *     the owner thinks better of it
 */
@ConfigurationProperties("latchkey.profile")
record ProfileProperties(
        @DefaultValue("30d") Duration usernameChangeInterval,
        @DefaultValue("10") int takenUsernames,
        @DefaultValue("14d") Duration deletionGracePeriod) {

    ProfileProperties {
        if (usernameChangeInterval.isNegative() || deletionGracePeriod.isNegative() || takenUsernames < 1) {
            throw new IllegalArgumentException(
                    "latchkey.profile: durations are not negative and taken-usernames is at least 1");
        }
    }
}
