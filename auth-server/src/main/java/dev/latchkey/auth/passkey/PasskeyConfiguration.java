package dev.latchkey.auth.passkey;

import dev.latchkey.auth.session.FreshFactorReason;
import dev.latchkey.auth.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;

/** What checks passkeys, and their place in the navigation. */
@Configuration(proxyBeanMethods = false)
class PasskeyConfiguration {

    @Bean
    static WebAuthnRelyingPartyOperations webAuthnOperations(
            RelyingParty relyingParty, PasskeyUsers users, StoredCredentials credentials) {
        return new Webauthn4JRelyingPartyOperations(users, credentials, relyingParty.entity(), relyingParty.origins());
    }

    @Bean
    @Order(20)
    static NavigationEntry passkeysEntry() {
        return new NavigationEntry(NavigationEntry.Section.ACCOUNT, PasskeysController.PATH, "navigation.passkeys");
    }

    @Bean
    static FreshFactorReason passkeysReason() {
        return new FreshFactorReason(PasskeysController.PATH, "passkey.reason");
    }
}
