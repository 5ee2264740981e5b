package dev.latchkey.auth.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect 3rd Party-Init OP")
class ThirdPartyLoginOpTests {

    private final Story story = new Story();

    private RelyingParty.Answer register(String initiateLoginUri) {
        return Registration.of(
                Map.of("redirect_uris", List.of("https://third.test/cb"), "initiate_login_uri", initiateLoginUri),
                story);
    }

    @Test
    @DisplayName("Core §4, Registration §2: initiate_login_uri is registered, told, and told again when it is read")
    void registersWhereALoginBegins() {
        RelyingParty.Answer registered = register("https://third.test/start");
        RelyingParty.Answer read =
                RelyingParty.send(HttpRequest.newBuilder(URI.create(registered.text("registration_client_uri")))
                        .header("Authorization", "Bearer " + registered.text("registration_access_token")));

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.text("initiate_login_uri")).isEqualTo("https://third.test/start");
        assertThat(read.text("initiate_login_uri")).isEqualTo("https://third.test/start");
    }

    @Test
    @DisplayName("Registration §2: initiate_login_uri uses https")
    void refusesAnAddressThatIsNotHttps() {
        assertThat(register("http://third.test/start").refusal()).isEqualTo("400 invalid_client_metadata");
    }
}
