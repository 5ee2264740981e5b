package dev.latchkey.auth.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Core §5.5")
class ClaimsParameterTests {

    @Test
    void readsTheExampleOfTheSpecification() {
        ClaimsRequest claims = ClaimsParameter.read("""
                {"userinfo": {"given_name": {"essential": true}, "nickname": null, "email": {"essential": true},
                  "http://example.info/claims/groups": null},
                 "id_token": {"auth_time": {"essential": true}, "acr": {"values": ["urn:a", "urn:b"]}, "sub": {"value": "1"}}}
                """).orElseThrow();

        assertThat(claims.userInfo())
                .containsEntry("given_name", new RequestedClaim(true, List.of()))
                .containsEntry("nickname", new RequestedClaim(false, List.of()))
                .containsKey("http://example.info/claims/groups");
        assertThat(claims.idToken())
                .containsEntry("acr", new RequestedClaim(false, List.of("urn:a", "urn:b")))
                .containsEntry("sub", new RequestedClaim(false, List.of("1")));
        assertThat(claims.mayBeAbout("1")).isTrue();
        assertThat(claims.mayBeAbout("2")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"userinfo\":null}",
                "{\"something\":1}",
                "{\"userinfo\":{\"name\":{\"unknown\":[1]}}}",
                "{\"userinfo\":{\"name\":{}}}"
            })
    void ignoresWhatItDoesNotKnow(String claims) {
        assertThat(ClaimsParameter.read(claims)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{",
                "[]",
                "\"userinfo\"",
                "null",
                "{}{}",
                "{\"userinfo\":[]}",
                "{\"userinfo\":\"name\"}",
                "{\"userinfo\":{\"name\":1}}",
                "{\"userinfo\":{\"name\":{\"essential\":\"yes\"}}}",
                "{\"userinfo\":{\"name\":{\"values\":\"x\"}}}",
                "{\"userinfo\":{},\"userinfo\":{}}",
                "{\"userinfo\":{\"name\":null,\"name\":{\"essential\":true}}}"
            })
    void refusesWhatIsMalformed(String claims) {
        assertThat(ClaimsParameter.read(claims)).isEmpty();
    }

    @Test
    void refusesWhatIsDeepBeforeItIsRead() {
        assertThat(ClaimsParameter.read("{\"userinfo\":".repeat(100_000))).isEmpty();
        assertThat(ClaimsParameter.read(
                        "{\"userinfo\":{\"name\":{\"value\":" + "[".repeat(10) + "]".repeat(10) + "}}}"))
                .isEmpty();
    }

    @Test
    void keepsNothingOfValuesButEquality() {
        RequestedClaim claim = new RequestedClaim(false, List.of(1, true, "x", Map.of("a", 1)));

        assertThat(claim.accepts(1L)).isTrue();
        assertThat(claim.accepts("x")).isTrue();
        assertThat(claim.accepts("y")).isFalse();
    }
}
