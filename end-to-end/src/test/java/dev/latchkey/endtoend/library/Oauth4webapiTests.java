package dev.latchkey.endtoend.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The npm library {@code oauth4webapi} 3, which leaves every step to its user and forgives nothing in any of them. */
@EndToEnd
class Oauth4webapiTests {

    @Test
    void goesFromDiscoveryToRevocationAndReadsTheAccessTokenAsAResourceServer(House house) {
        JsonNode result = NodeScripts.run("oauth4webapi.js", RelyingPartyTask.as(house.dana(), house));

        assertThat(result.at("/oauthMetadata/issuer").asString())
                .isEqualTo(result.at("/metadata/issuer").asString());
        assertThat(result.at("/userInfo/preferred_username").asString()).isEqualTo("dana");

        JsonNode accessToken = result.at("/accessTokenClaims");
        assertThat(accessToken.at("/iss").asString()).isEqualTo(house.issuer().toString());
        assertThat(accessToken.at("/sub").asString())
                .isEqualTo(result.at("/claims/sub").asString());
        assertThat(accessToken.at("/client_id").asString()).isEqualTo("demo");
        assertThat(accessToken.at("/scope").asString().split(" ")).contains("notes:read");

        assertThat(result.at("/introspected/active").asBoolean()).isTrue();
        assertThat(result.at("/introspectedAfterRevocation").toString()).isEqualTo("{\"active\":false}");
    }
}
