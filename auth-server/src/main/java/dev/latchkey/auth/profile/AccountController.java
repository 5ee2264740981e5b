package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.Demand;
import dev.latchkey.auth.session.SignedIn;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The overview of one's own account: where a sign-in ends that no application asked for. */
@Controller
class AccountController {

    private final Accounts accounts;

    AccountController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/")
    String root() {
        return "redirect:/account";
    }

    @GetMapping("/account")
    ModelAndView overview(SignedIn signedIn) {
        Account account = accounts.findById(signedIn.accountId()).orElseThrow();
        AccountPage page = new AccountPage(
                account.getName(),
                account.getUsername(),
                account.getEmail(),
                signedIn.session().demand() != Demand.ONE_FACTOR,
                account.getRoles().stream().sorted().toList());
        return new ModelAndView("account/overview", Map.of("page", page));
    }
}
