package dev.latchkey.auth.registration;

import dev.latchkey.auth.session.SignUps;
import org.springframework.stereotype.Component;

/** Whether people may make accounts for themselves, as the operator decided. */
@Component
class OpenSignUps implements SignUps {

    private final RegistrationProperties properties;

    OpenSignUps(RegistrationProperties properties) {
        this.properties = properties;
    }

    @Override
    public boolean areOpen() {
        return properties.enabled();
    }
}
