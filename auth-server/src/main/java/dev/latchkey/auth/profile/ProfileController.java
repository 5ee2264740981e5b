package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.InvalidAccountException;
import dev.latchkey.auth.account.Profiles;
import dev.latchkey.auth.account.TakenException;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which people say who they are. */
@Controller
class ProfileController {

    static final String PATH = "/account/profile";

    private static final Collection<String> ZONES = zones();

    private final Accounts accounts;
    private final Profiles profiles;
    private final ProfileChange change;

    ProfileController(Accounts accounts, Profiles profiles, ProfileChange change) {
        this.accounts = accounts;
        this.profiles = profiles;
        this.change = change;
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn, @RequestParam(defaultValue = "false") boolean saved) {
        ProfileForm form = ProfileForm.of(
                accounts.findById(signedIn.accountId()).orElseThrow(), profiles.of(signedIn.accountId()));
        return page(new ProfilePage(form, null, null, 0, saved, ZONES), HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView save(SignedIn signedIn, @ModelAttribute ProfileForm form) {
        try {
            change.apply(signedIn.accountId(), form);
            return SeeOther.to(PATH + "?saved=true");
        } catch (InvalidAccountException invalid) {
            String problem = "profile.problem." + invalid.field().replace('_', '-');
            return page(
                    new ProfilePage(form, invalid.field(), problem, 0, false, ZONES), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (TakenException taken) {
            change.wasTaken(signedIn.accountId());
            return page(
                    new ProfilePage(form, "username", "profile.problem.taken", 0, false, ZONES), HttpStatus.CONFLICT);
        } catch (ProfileChange.UsernameWaitException waiting) {
            long days = waiting.remaining().plusDays(1).toDays();
            return page(
                    new ProfilePage(form, "username", "profile.problem.wait", days, false, ZONES),
                    HttpStatus.TOO_MANY_REQUESTS);
        }
    }

    private static ModelAndView page(ProfilePage page, HttpStatus status) {
        return new ModelAndView("profile/profile", Map.of("page", page), status);
    }

    /** Those with a place in their name, as people look for them. */
    private static Collection<String> zones() {
        TreeSet<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
        zones.removeIf(zone -> !zone.contains("/") || zone.startsWith("Etc/") || zone.startsWith("SystemV/"));
        return zones;
    }
}
