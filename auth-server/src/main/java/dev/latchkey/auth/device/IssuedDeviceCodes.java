package dev.latchkey.auth.device;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** The outcome of a device authorization request, in the form in which the framework's filter hands it on. */
final class IssuedDeviceCodes extends AbstractAuthenticationToken {

    private final transient DeviceCodes codes;

    IssuedDeviceCodes(DeviceCodes codes) {
        super(List.of());
        this.codes = codes;
        super.setAuthenticated(true);
    }

    DeviceCodes codes() {
        return codes;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return "device";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
