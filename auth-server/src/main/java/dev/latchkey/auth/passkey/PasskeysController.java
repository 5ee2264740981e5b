package dev.latchkey.auth.passkey;

import dev.latchkey.auth.mfa.LastFactorException;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The pages on which people see, rename and remove their passkeys. */
@Controller
class PasskeysController {

    static final String PATH = "/account/security/passkeys";
    static final String NEW = PATH + "/new";

    private final Passkeys passkeys;
    private final PasskeyManagement management;

    PasskeysController(Passkeys passkeys, PasskeyManagement management) {
        this.passkeys = passkeys;
        this.management = management;
    }

    /** What has just been done, as the address of the list says it. */
    enum Done {
        ADDED("passkey.done.added"),
        RENAMED("passkey.done.renamed"),
        REMOVED("passkey.done.removed");

        private final String key;

        Done(String key) {
            this.key = key;
        }

        String list() {
            return PATH + "?done=" + name();
        }

        ModelAndView seeList() {
            return SeeOther.to(list());
        }
    }

    @GetMapping(PATH)
    ModelAndView list(SignedIn signedIn, @RequestParam(required = false) @Nullable Done done) {
        PasskeysPage page = new PasskeysPage(
                passkeys.of(signedIn.accountId()).stream().map(PasskeyEntry::of).toList(),
                done == null ? null : done.key);
        return new ModelAndView("passkey/list", Map.of("page", page));
    }

    @RequiresFreshFactor
    @GetMapping(PATH + "/{id}")
    ModelAndView show(SignedIn signedIn, @PathVariable UUID id) {
        PasskeyEntry entry = entry(signedIn, id);
        return page(new PasskeyPage(entry, entry.name(), null), HttpStatus.OK);
    }

    @RequiresFreshFactor
    @PostMapping(PATH + "/{id}")
    ModelAndView rename(SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "") String name) {
        PasskeyEntry entry = entry(signedIn, id);
        Optional<String> usable = PasskeyName.of(name);
        if (usable.isEmpty()) {
            return page(new PasskeyPage(entry, name, "passkey.problem.name"), HttpStatus.BAD_REQUEST);
        }
        if (!management.rename(signedIn.accountId(), id, usable.get())) {
            throw notFound();
        }
        return Done.RENAMED.seeList();
    }

    @RequiresFreshFactor(page = PATH)
    @PostMapping(PATH + "/{id}/remove")
    ModelAndView remove(SignedIn signedIn, @PathVariable UUID id) {
        PasskeyEntry entry = entry(signedIn, id);
        try {
            management.remove(signedIn.accountId(), id);
            return Done.REMOVED.seeList();
        } catch (LastFactorException last) {
            return page(new PasskeyPage(entry, entry.name(), "passkey.problem.last"), HttpStatus.CONFLICT);
        }
    }

    private PasskeyEntry entry(SignedIn signedIn, UUID id) {
        return passkeys.find(signedIn.accountId(), id).map(PasskeyEntry::of).orElseThrow(PasskeysController::notFound);
    }

    private static ModelAndView page(PasskeyPage page, HttpStatus status) {
        return new ModelAndView("passkey/edit", Map.of("page", page), status);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "No passkey of this account");
    }
}
