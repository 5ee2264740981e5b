package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.LastAdministratorException;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page for deleting one's account: a fresh factor, the user name typed, and some days to think better of it. */
@Controller
class DeletionController {

    static final String PATH = "/account/delete";
    static final String DONE = "/account/deleted";

    private final Accounts accounts;
    private final AccountDeletion deletion;
    private final SignIn signIn;
    private final ProfileProperties properties;

    DeletionController(Accounts accounts, AccountDeletion deletion, SignIn signIn, ProfileProperties properties) {
        this.accounts = accounts;
        this.deletion = deletion;
        this.signIn = signIn;
        this.properties = properties;
    }

    @GetMapping(PATH)
    @RequiresFreshFactor
    ModelAndView show(SignedIn signedIn) {
        return page(account(signedIn), null, HttpStatus.OK);
    }

    @PostMapping(PATH)
    @RequiresFreshFactor(page = PATH)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String confirmation,
            HttpServletResponse response,
            Locale language) {
        Account account = account(signedIn);
        if (!accounts.normalised(confirmation).equals(accounts.normalised(account.getUsername()))) {
            return page(account, "profile.deletion.problem.confirmation", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            deletion.request(account, language);
        } catch (LastAdministratorException last) {
            return page(account, "profile.deletion.problem.administrator", HttpStatus.CONFLICT);
        }
        signIn.end(SessionEnded.Reason.DELETION_REQUESTED, response);
        return SeeOther.to(DONE);
    }

    /** For everybody: whoever gets here is signed out. */
    @GetMapping(DONE)
    ModelAndView done() {
        return new ModelAndView("profile/deleted", Map.of("page", new DeletedPage(days())));
    }

    private ModelAndView page(Account account, @Nullable String problem, HttpStatus status) {
        return new ModelAndView(
                "profile/deletion", Map.of("page", new DeletionPage(account.getUsername(), days(), problem)), status);
    }

    private long days() {
        return properties.deletionGracePeriod().toDays();
    }

    private Account account(SignedIn signedIn) {
        return accounts.findById(signedIn.accountId()).orElseThrow();
    }
}
