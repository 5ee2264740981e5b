package dev.latchkey.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;

class SignedInTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void administersWithTwoFactorsOnly() {
        assertThat(authorities(Demand.ONE_FACTOR, Factor.PASSWORD))
                .contains("ROLE_USER")
                .doesNotContain("ROLE_ADMIN");
        assertThat(authorities(Demand.ONE_FACTOR_ON_TRUSTED_DEVICE, Factor.PASSWORD))
                .doesNotContain("ROLE_ADMIN");
        assertThat(authorities(Demand.TWO_FACTORS, Factor.PASSWORD, Factor.TOTP))
                .contains("ROLE_USER", "ROLE_ADMIN");
    }

    @Test
    void doesNotAdministerByACodeBySms() {
        assertThat(authorities(Demand.TWO_FACTORS, Factor.PASSWORD, Factor.SMS_AS_SECOND_FACTOR))
                .contains("ROLE_USER")
                .doesNotContain("ROLE_ADMIN");
        assertThat(authorities(Demand.ONE_FACTOR_AND_SMS, Factor.PASSWORD, Factor.SMS))
                .contains("ROLE_USER")
                .doesNotContain("ROLE_ADMIN");
        assertThat(authorities(Demand.ONE_FACTOR_AND_SMS, Factor.PASSWORD)).doesNotContain("ROLE_USER");
        assertThat(authorities(Demand.TWO_FACTORS, Factor.PASSWORD, Factor.SMS, Factor.TOTP))
                .contains("ROLE_ADMIN");
    }

    @Test
    void knowsWhetherItRestsOnACodeBySms() {
        assertThat(context(Factor.PASSWORD, Factor.SMS_AS_SECOND_FACTOR).restsOnSms())
                .isTrue();
        assertThat(context(Factor.PASSWORD, Factor.SMS_AS_SECOND_FACTOR, Factor.TOTP)
                        .restsOnSms())
                .isFalse();
        assertThat(context(Factor.PASSWORD, Factor.TOTP).restsOnSms()).isFalse();
        assertThat(context(Factor.PASSWORD).restsOnSms()).isFalse();
    }

    private static AuthenticationContext context(Factor... factors) {
        Map<Factor, Instant> shown = new EnumMap<>(Factor.class);
        for (Factor factor : factors) {
            shown.put(factor, NOW);
        }
        return AuthenticationContext.of(shown);
    }

    @Test
    void hasNoRoleWhileItOwesAFactor() {
        assertThat(authorities(Demand.TWO_FACTORS, Factor.PASSWORD)).doesNotContain("ROLE_USER", "ROLE_ADMIN");
    }

    @Test
    void twoFactorsOfOneKindAreOne() {
        assertThat(authorities(Demand.TWO_FACTORS, Factor.TOTP, Factor.RECOVERY_CODE))
                .doesNotContain("ROLE_USER");
    }

    private static Set<String> authorities(Demand demand, Factor... factors) {
        Map<Factor, Instant> shown = new EnumMap<>(Factor.class);
        for (Factor factor : factors) {
            shown.put(factor, NOW);
        }
        return new SignedIn(session(demand, shown))
                .getAuthorities().stream().map(GrantedAuthority::getAuthority).collect(Collectors.toSet());
    }

    private static BrowserSession session(Demand demand, Map<Factor, Instant> factors) {
        return new BrowserSession(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "alice",
                factors,
                demand,
                Set.of("USER", "ADMIN"),
                false,
                false,
                null,
                NOW,
                NOW,
                NOW);
    }
}
