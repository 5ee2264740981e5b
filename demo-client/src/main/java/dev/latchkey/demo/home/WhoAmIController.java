package dev.latchkey.demo.home;

import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who is signed in, and what the tokens say about it. */
@Controller
class WhoAmIController {

    @GetMapping("/who-am-i")
    String whoAmI(
            @AuthenticationPrincipal OidcUser user,
            @RegisteredOAuth2AuthorizedClient OAuth2AuthorizedClient client,
            Model model) {
        model.addAttribute("user", user);
        model.addAttribute("idToken", Claim.of(user.getIdToken().getClaims()));
        model.addAttribute(
                "userInfo",
                user.getUserInfo() == null
                        ? List.of()
                        : Claim.of(user.getUserInfo().getClaims()));
        model.addAttribute("accessToken", AccessTokenView.of(client.getAccessToken()));
        model.addAttribute("scopes", client.getAccessToken().getScopes());
        model.addAttribute("renewable", client.getRefreshToken() != null);
        return "home/who-am-i";
    }
}
