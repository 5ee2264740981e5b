package dev.latchkey.endtoend.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The npm library {@code openid-client} 6, which checks more than most: everything it discovers has to be true. */
@EndToEnd
class OpenidClientTests {

    @Test
    void goesFromDiscoveryToRevocation(House house) {
        JsonNode result = NodeScripts.run("openid-client.js", RelyingPartyTask.as(house.bob(), house));

        assertThat(result.at("/metadata/issuer").asString())
                .isEqualTo(house.issuer().toString());
        assertThat(result.at("/metadata/authorization_response_iss_parameter_supported")
                        .asBoolean())
                .isTrue();
        assertThat(result.at("/claims/amr").valueStream().map(JsonNode::asString))
                .containsExactly("pwd");
        assertThat(result.at("/userInfo/sub").asString())
                .isEqualTo(result.at("/claims/sub").asString());
        assertThat(result.at("/userInfo/preferred_username").asString()).isEqualTo("bob");
        assertThat(result.at("/userInfo/email").asString()).contains("@");
        assertThat(result.at("/tokens/tokenType").asString()).isEqualToIgnoringCase("bearer");
        assertThat(result.at("/tokens/expiresIn").asLong())
                .isPositive()
                .isLessThanOrEqualTo(House.ACCESS_TOKEN_LIFETIME.toSeconds());
        assertThat(result.at("/introspected/active").asBoolean()).isTrue();
        assertThat(result.at("/introspected/client_id").asString()).isEqualTo("demo");
        assertThat(result.at("/introspectedAfterRevocation").toString())
                .as("revoking the refresh token ends the access token, and nothing more is said about it")
                .isEqualTo("{\"active\":false}");
        assertThat(result.at("/refusal").asString()).isEqualTo("invalid_grant");
        assertThat(result.at("/serviceTokens/scope").asString()).isEqualTo("notes:read");
        assertThat(result.at("/serviceTokens/refreshToken").isNull()).isTrue();
    }

    @Test
    @DisplayName("OpenID Connect Registration §3: registers itself, and signs a person in with what it was given")
    void registersItself(House house) {
        Map<String, Object> task = new HashMap<>(RelyingPartyTask.as(house.bob(), house));
        task.put("initialAccessToken", house.registrationToken());

        JsonNode result = NodeScripts.run("registration.js", task);

        assertThat(result.at("/registered/client_id").asString()).startsWith("dyn-");
        assertThat(result.at("/registered/subject_type").asString()).isEqualTo("pairwise");
        assertThat(result.at("/userInfo/sub").asString())
                .isEqualTo(result.at("/claims/sub").asString())
                .hasSize(43);
        assertThat(result.at("/read/client_name").asString()).isEqualTo("Registered by openid-client");
        assertThat(result.at("/deleted").asInt()).isEqualTo(204);
    }

    @Test
    void seesBothFactorsOfAPersonWithAnAuthenticator(House house) {
        JsonNode result = NodeScripts.run("openid-client.js", RelyingPartyTask.as(house.admin(), house));

        assertThat(result.at("/claims/amr").valueStream().map(JsonNode::asString))
                .contains("pwd", "otp", "mfa");
        assertThat(result.at("/claims/auth_time").asLong()).isPositive();
        assertThat(result.at("/claims/sid").asString()).isNotEmpty();
    }

    @Test
    void opensTheCountsOfTheNotesApiForAnAdministratorWhoLetsTheRolesBeSeen(House house) {
        String withRoles = "openid roles notes:read offline_access";

        assertThat(statistics(RelyingPartyTask.as(house.admin(), house, withRoles)))
                .isEqualTo(200);
        assertThat(statistics(RelyingPartyTask.as(house.admin(), house))).isEqualTo(403);
        assertThat(statistics(RelyingPartyTask.as(house.bob(), house, withRoles)))
                .isEqualTo(403);
    }

    private static int statistics(Map<String, ?> task) {
        return NodeScripts.run("openid-client.js", task).at("/statistics").asInt();
    }
}
