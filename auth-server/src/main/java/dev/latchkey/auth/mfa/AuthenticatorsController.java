package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The authenticator apps, recovery codes and trusted browsers of the person who is signed in. */
@Controller
class AuthenticatorsController {

    static final String PATH = "/account/security/authenticators";

    private final Authenticators authenticators;
    private final TotpDevices devices;
    private final RecoveryCodes recoveryCodes;
    private final TrustedDevices trustedDevices;

    AuthenticatorsController(
            Authenticators authenticators,
            TotpDevices devices,
            RecoveryCodes recoveryCodes,
            TrustedDevices trustedDevices) {
        this.authenticators = authenticators;
        this.devices = devices;
        this.recoveryCodes = recoveryCodes;
        this.trustedDevices = trustedDevices;
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn, @RequestParam(required = false) @Nullable String done) {
        return page(signedIn, Done.of(done), null, HttpStatus.OK);
    }

    @PostMapping(PATH + "/{id}/name")
    @RequiresFreshFactor(page = PATH, recoveryCodeCounts = true)
    ModelAndView rename(SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "") String name) {
        Optional<String> newName = DeviceName.of(name);
        if (newName.isEmpty()) {
            return page(signedIn, null, "mfa.problem.name", HttpStatus.BAD_REQUEST);
        }
        return authenticators.rename(signedIn.session(), id, newName.get())
                ? SeeOther.to(PATH + "?done=renamed")
                : page(signedIn, null, "mfa.problem.gone", HttpStatus.NOT_FOUND);
    }

    @PostMapping(PATH + "/{id}/removal")
    @RequiresFreshFactor(page = PATH, recoveryCodeCounts = true)
    ModelAndView remove(SignedIn signedIn, @PathVariable UUID id) {
        try {
            return authenticators.remove(signedIn.session(), id)
                    ? SeeOther.to(PATH + "?done=removed")
                    : page(signedIn, null, "mfa.problem.gone", HttpStatus.NOT_FOUND);
        } catch (LastFactorException last) {
            return page(signedIn, null, "mfa.problem.last", HttpStatus.CONFLICT);
        }
    }

    @PostMapping(PATH + "/trusted/{id}/removal")
    ModelAndView distrust(SignedIn signedIn, @PathVariable UUID id) {
        return trustedDevices.forget(signedIn.session(), id)
                ? SeeOther.to(PATH + "?done=distrusted")
                : page(signedIn, null, "mfa.problem.gone", HttpStatus.NOT_FOUND);
    }

    private ModelAndView page(SignedIn signedIn, @Nullable Done done, @Nullable String problem, HttpStatus status) {
        UUID accountId = signedIn.accountId();
        Optional<RecoveryCodeSet> codes = recoveryCodes.of(accountId);
        List<Authenticator> list = devices.listOf(accountId);
        AuthenticatorsPage page = new AuthenticatorsPage(
                list,
                list.size() >= TotpEnrolment.MOST,
                codes.map(RecoveryCodeSet::left).orElse(null),
                codes.filter(RecoveryCodeSet::isRunningOut).isPresent(),
                trustedDevices.listOf(accountId),
                done == null ? null : done.messageKey,
                problem);
        return new ModelAndView("mfa/authenticators", Map.of("page", page), status);
    }

    /** What a person has just done here, as the address says it. */
    private enum Done {
        RENAMED("mfa.done.renamed"),
        REMOVED("mfa.done.removed"),
        DISTRUSTED("mfa.done.distrusted");

        private final String messageKey;

        Done(String messageKey) {
            this.messageKey = messageKey;
        }

        static @Nullable Done of(@Nullable String parameter) {
            for (Done done : values()) {
                if (done.name().equalsIgnoreCase(parameter)) {
                    return done;
                }
            }
            return null;
        }
    }
}
