package dev.latchkey.auth.conformance;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.TestClient;
import org.junit.jupiter.api.DisplayName;

@DisplayName("OpenID Connect Basic OP")
class BasicOpTests extends CodeFlowRequirements {

    @Override
    AuthorizationRequest request(TestClient client) {
        return new AuthorizationRequest(client);
    }

    @Override
    Redirect answer(Browser browser) {
        return Redirect.of(browser.leftFor());
    }
}
