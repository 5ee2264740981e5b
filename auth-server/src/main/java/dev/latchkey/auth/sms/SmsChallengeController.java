package dev.latchkey.auth.sms;

import dev.latchkey.auth.mfa.ChallengePage;
import dev.latchkey.auth.mfa.Challenges;
import dev.latchkey.auth.mfa.CodeAnswers;
import dev.latchkey.auth.mfa.CodeCheck;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page that sends a code and asks for it. Whoever has a better factor is led to that one. */
@Controller
@ConditionalOnSms
class SmsChallengeController {

    static final String PATH = "/mfa/sms";

    private static final String VIEW = "sms/challenge";
    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    private final SmsSending sending;
    private final SmsCodes codes;
    private final Phones phones;
    private final CodeCheck check;
    private final CodeAnswers answers;
    private final Challenges challenges;
    private final SmsProperties properties;
    private final Continuations continuations;

    SmsChallengeController(
            SmsSending sending,
            SmsCodes codes,
            Phones phones,
            CodeCheck check,
            CodeAnswers answers,
            Challenges challenges,
            SmsProperties properties,
            Continuations continuations) {
        this.sending = sending;
        this.codes = codes;
        this.phones = phones;
        this.check = check;
        this.answers = answers;
        this.challenges = challenges;
        this.properties = properties;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        Optional<Continuation> continuation = continuations.read(signed);
        return challenges.offers(Factor.SMS, signedIn, continuation)
                ? page(signedIn, answers.show(form(signedIn), signedIn, continuation))
                : elsewhere(continuation);
    }

    @PostMapping(PATH + "/message")
    ModelAndView send(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        Optional<Phone> phone = phones.of(signedIn.accountId());
        if (phone.isEmpty()
                || !challenges.offers(Factor.SMS, signedIn, continuation)
                || challenges.isAnswered(signedIn, continuation)) {
            return elsewhere(continuation);
        }
        Optional<Duration> wait = sending.send(
                signedIn.session(), SmsPurpose.SECOND_FACTOR, phone.get().number());
        if (wait.isEmpty()) {
            return SeeOther.to(continuations.on(PATH, continuation));
        }
        response.setHeader(
                HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.get().toSeconds())));
        ChallengePage page = challenges.page(signedIn, continuation, "sms.problem.wait", wait.get());
        return page(signedIn, new ModelAndView(VIEW, Map.of("page", page), HttpStatus.TOO_MANY_REQUESTS));
    }

    @PostMapping(PATH)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        if (!challenges.offers(Factor.SMS, signedIn, continuation)) {
            return elsewhere(continuation);
        }
        CodeCheck.Result result = check(signedIn, code.replaceAll("\\s", ""));
        return page(signedIn, answers.answer(form(signedIn), signedIn, continuation, result, response, complete -> {
            phones.used(complete.accountId());
            return SeeOther.to(continuations.resume(continuation));
        }));
    }

    private CodeCheck.Result check(SignedIn signedIn, String digits) {
        return SIX_DIGITS.matcher(digits).matches()
                ? check.check(
                        signedIn.accountId(),
                        Factor.SMS,
                        () -> codes.claim(signedIn.session(), SmsPurpose.SECOND_FACTOR, digits)
                                .isPresent())
                : CodeCheck.Result.NO_CODE;
    }

    /** What the code is worth: a second factor only where the operator takes it for one and no role requires a better one. */
    private CodeAnswers.Form form(SignedIn signedIn) {
        boolean counts = properties.secondFactor() && !challenges.isRequiredByRole(signedIn);
        return new CodeAnswers.Form(VIEW, counts ? Factor.SMS_AS_SECOND_FACTOR : Factor.SMS, "sms.problem.code");
    }

    private ModelAndView elsewhere(Optional<Continuation> continuation) {
        return SeeOther.to(continuations.on("/mfa", continuation));
    }

    private ModelAndView page(SignedIn signedIn, ModelAndView answer) {
        if (answer.getModel().get("page") instanceof ChallengePage challenge) {
            String number = phones.of(signedIn.accountId())
                    .map(phone -> phone.number().masked())
                    .orElse("");
            boolean sent = codes.isWaiting(signedIn.session(), SmsPurpose.SECOND_FACTOR);
            answer.addObject("page", new SmsChallengePage(challenge, number, sent));
        }
        return answer;
    }
}
