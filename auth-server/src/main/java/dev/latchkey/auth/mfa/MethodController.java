package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.SecondFactorMethod;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Brings a session to two factors: leads to the method that its person used last, or lets them choose, or has them set one up
 * when they have none.
 */
@Controller
class MethodController {

    static final String PATH = "/mfa";

    private final Challenges challenges;
    private final SecondFactors factors;
    private final Continuations continuations;

    MethodController(Challenges challenges, SecondFactors factors, Continuations continuations) {
        this.challenges = challenges;
        this.factors = factors;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView choose(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            @RequestParam(required = false) @Nullable String another) {
        Optional<Continuation> continuation = continuations.read(signed);
        if (challenges.isAnswered(signedIn, continuation)) {
            return SeeOther.to(continuations.resume(continuation));
        }
        if (!factors.anyOf(signedIn.accountId()) && !challenges.owesRestrictedFactor(signedIn, continuation)) {
            return enrolment(continuation);
        }
        List<SecondFactorMethod> methods = challenges.methods(signedIn, continuation);
        return methods.size() > 1 && another != null
                ? choice(
                        "mfa.choose.title",
                        "mfa.choose.lead",
                        methods.stream()
                                .map(method -> option(method.path(), method.titleKey(), continuation))
                                .toList())
                : SeeOther.to(continuations.on(methods.get(0).path(), continuation));
    }

    private ModelAndView enrolment(Optional<Continuation> continuation) {
        List<MethodPage.Option> options = factors.enrollable().stream()
                .map(method -> option(Objects.requireNonNull(method.enrolmentPath()), method.titleKey(), continuation))
                .toList();
        return options.size() > 1
                ? choice("mfa.enrol.title", "mfa.enrol.lead", options)
                : SeeOther.to(options.get(0).address());
    }

    private static ModelAndView choice(String titleKey, String leadKey, List<MethodPage.Option> options) {
        return new ModelAndView("mfa/method", Map.of("page", new MethodPage(titleKey, leadKey, options)));
    }

    private MethodPage.Option option(String path, String titleKey, Optional<Continuation> continuation) {
        return new MethodPage.Option(continuations.on(path, continuation), titleKey);
    }
}
