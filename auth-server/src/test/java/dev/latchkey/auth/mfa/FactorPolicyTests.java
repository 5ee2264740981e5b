package dev.latchkey.auth.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.Demand;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.web.Continuations;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class FactorPolicyTests {

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final NewAccounts people = story.newAccounts();

    @Test
    void optionalAsksWhoHasOne() {
        assertThat(demand(MfaProperties.SecondFactor.OPTIONAL, people.withPassword()))
                .isEqualTo(Demand.ONE_FACTOR);
        assertThat(demand(MfaProperties.SecondFactor.OPTIONAL, people.withTotp()))
                .isEqualTo(Demand.TWO_FACTORS);
    }

    @Test
    void requiredAsksEverybody() {
        assertThat(demand(MfaProperties.SecondFactor.REQUIRED, people.withPassword()))
                .isEqualTo(Demand.TWO_FACTORS);
    }

    @Test
    void neverAsksNobodyButAdministrators() {
        assertThat(demand(MfaProperties.SecondFactor.NEVER, people.withTotp())).isEqualTo(Demand.ONE_FACTOR);
        assertThat(demand(MfaProperties.SecondFactor.NEVER, people.administrator()))
                .isEqualTo(Demand.TWO_FACTORS);
    }

    @Test
    void asksByRole() {
        TestAccount developer = people.withPassword();
        people.giveRole(developer, "DEVELOPER");
        MfaProperties properties = properties(MfaProperties.SecondFactor.NEVER, Set.of("DEVELOPER"));

        assertThat(demand(properties, developer)).isEqualTo(Demand.TWO_FACTORS);
        assertThat(demand(properties, people.withTotp())).isEqualTo(Demand.ONE_FACTOR);
    }

    @Test
    void administratorsCannotBeLeftOut() {
        assertThat(properties(MfaProperties.SecondFactor.NEVER, Set.of()).requiredForRoles())
                .containsExactly("ADMIN");
        assertThat(properties(MfaProperties.SecondFactor.NEVER, Set.of("AUDITOR"))
                        .requiredForRoles())
                .containsExactlyInAnyOrder("ADMIN", "AUDITOR");
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new MfaProperties(
                        MfaProperties.SecondFactor.OPTIONAL, Set.of(), "A:B", Duration.ofDays(1), Duration.ofDays(1)))
                .hasMessageContaining("issuer-name");
        assertThatThrownBy(() -> new MfaProperties(
                        MfaProperties.SecondFactor.OPTIONAL, Set.of(), "A", Duration.ZERO, Duration.ofDays(1)))
                .hasMessageContaining("trusted-device-lifetime");
        assertThatThrownBy(() -> new MfaProperties(
                        MfaProperties.SecondFactor.OPTIONAL, Set.of(), "A", Duration.ofDays(1), Duration.ZERO))
                .hasMessageContaining("enrolment-lifetime");
    }

    @Test
    @DisplayName("Administrators without a second factor never get ROLE_ADMIN")
    void aRoleGivenInTheMiddleOfASessionWaitsForTheSecondFactor() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        people.giveRole(account, "ADMIN");
        assertThat(browser.open("/account").at("/account")).isTrue();
        for (String page : List.of("/admin/users", "/admin/audit", "/admin/keys")) {
            assertThat(browser.open(page).at(page)).as(page).isFalse();
            assertThat(browser.page().statusCode() >= 400 || browser.at("/mfa"))
                    .as("refused, or led to setting one up")
                    .isTrue();
        }
    }

    private Demand demand(MfaProperties.SecondFactor secondFactor, TestAccount account) {
        return demand(properties(secondFactor, Set.of()), account);
    }

    private Demand demand(MfaProperties properties, TestAccount account) {
        return new ConfiguredFactorPolicy(
                        properties,
                        server.bean(SecondFactors.class),
                        server.bean(TrustedDevices.class),
                        server.bean(Continuations.class),
                        server.bean(Accounts.class))
                .demandOf(people.idOf(account), new MockHttpServletRequest());
    }

    private static MfaProperties properties(MfaProperties.SecondFactor secondFactor, Set<String> roles) {
        return new MfaProperties(secondFactor, roles, "Latchkey", Duration.ofDays(30), Duration.ofMinutes(15));
    }
}
