package dev.latchkey.auth.launch;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.SignedIn;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The page from which people start their applications. */
@Controller
class LauncherController {

    static final String PATH = "/account/launch";

    private final Accounts accounts;
    private final LaunchableApplications applications;

    LauncherController(Accounts accounts, LaunchableApplications applications) {
        this.accounts = accounts;
        this.applications = applications;
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn) {
        Account account = accounts.findById(signedIn.accountId()).orElseThrow();
        return new ModelAndView(
                "launch/launcher",
                Map.of(
                        "page",
                        new LauncherPage(applications.of(
                                account.getId(), signedIn.session().roles(), account.getUsername()))));
    }
}
