package dev.latchkey.demo.security;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where a sign-in begins that somebody else initiates, such as the launcher of the authorization server.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ThirdPartyInitiatedLogin">OpenID Connect Core, section 4</a>
 */
@Controller
class InitiatedSignInController {

    static final String PATH = "/sign-in/start";

    private final ClientProperties client;

    InitiatedSignInController(ClientProperties client) {
        this.client = client;
    }

    /** Begins a sign-in at the one issuer that is trusted. Where it ends is decided here, whatever the link says. */
    @GetMapping(PATH)
    String start(@RequestParam(name = "iss", defaultValue = "") String issuer) {
        return client.issuer().toString().equals(issuer)
                ? "redirect:" + ClientRegistrationConfiguration.SIGN_IN_PATH
                : "redirect:/";
    }
}
