package dev.latchkey.auth.conformance;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.TestClient;
import org.junit.jupiter.api.DisplayName;

@DisplayName("OpenID Connect Form Post OP")
class FormPostOpTests extends CodeFlowRequirements {

    @Override
    AuthorizationRequest request(TestClient client) {
        return new AuthorizationRequest(client).with("response_mode", "form_post");
    }

    @Override
    Redirect answer(Browser browser) {
        return browser.formPost();
    }
}
