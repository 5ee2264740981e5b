package dev.latchkey.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.testing.AuthServer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue is that of {@code testing/bootstrap.yaml}: notes:read and notes:write at notes, mail:read at mail. */
class TargetsTests {

    private static final String NOTES = "https://notes.test";
    private static final String MAIL = "https://mail.test";

    private final Targets targets = AuthServer.running().bean(Targets.class);

    @Test
    void isTheResourcesOfTheScopesIfNobodyNamesOne() {
        assertThat(targets.of(Set.of("openid", "notes:read"), List.of(), List.of()))
                .isEqualTo(new Target(List.of(NOTES), Set.of("openid", "notes:read")));
        assertThat(targets.of(Set.of("notes:read", "mail:read"), List.of(), List.of())
                        .audience())
                .containsExactlyInAnyOrder(NOTES, MAIL);
    }

    @Test
    void isThisServerIfNoScopeBelongsToAResource() {
        assertThat(targets.of(Set.of("openid", "email"), List.of(), List.of()))
                .isEqualTo(new Target(List.of(AuthServer.running().issuer()), Set.of("openid", "email")));
    }

    @Test
    void isTheResourceThatIsNamedWithoutTheScopesOfOthers() {
        assertThat(targets.of(Set.of("openid", "notes:read", "mail:read"), List.of(), List.of(MAIL)))
                .isEqualTo(new Target(List.of(MAIL), Set.of("openid", "mail:read")));
    }

    @Test
    void neverLeavesTheResourcesThatWereGranted() {
        assertThat(targets.of(Set.of("notes:read", "mail:read"), List.of(NOTES), List.of()))
                .isEqualTo(new Target(List.of(NOTES), Set.of("notes:read")));
        assertThatThrownBy(() -> targets.of(Set.of("notes:read", "mail:read"), List.of(NOTES), List.of(MAIL)))
                .isInstanceOf(TokenRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://other.test", "https://notes.test/", "", MAIL})
    void refusesAResourceWithoutAGrantedScope(String resource) {
        assertThatThrownBy(() -> targets.of(Set.of("notes:read"), List.of(), List.of(resource)))
                .isInstanceOf(TokenRequestException.class);
    }

    @Test
    void refusesAnUnknownResourceBesideAKnownOne() {
        assertThatThrownBy(() -> targets.requireKnown(List.of(NOTES, "https://other.test")))
                .isInstanceOf(TokenRequestException.class);
        targets.requireKnown(List.of(NOTES, MAIL));
    }
}
