package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Profiles;
import dev.latchkey.auth.web.TimeZones;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The zone that people name in their profile. */
@Component
class PersonalTimeZones implements TimeZones {

    private final Profiles profiles;

    PersonalTimeZones(Profiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public ZoneId of(UUID accountId) {
        String zone = profiles.of(accountId).zoneinfo();
        return ZoneId.of(zone == null ? "UTC" : zone);
    }
}
