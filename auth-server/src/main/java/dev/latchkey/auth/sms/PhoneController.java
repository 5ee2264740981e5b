package dev.latchkey.auth.sms;

import dev.latchkey.auth.mfa.AfterEnrolment;
import dev.latchkey.auth.mfa.LastFactorException;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which people add, replace and remove the telephone of their account. */
@Controller
@ConditionalOnSms
@RequiresFreshFactor(page = PhoneController.PATH, recoveryCodeCounts = true)
class PhoneController {

    static final String PATH = "/account/security/phone";

    private final PhoneEnrolment enrolment;
    private final SmsSending sending;
    private final SmsCodes codes;
    private final Phones phones;
    private final AfterEnrolment afterEnrolment;

    PhoneController(
            PhoneEnrolment enrolment,
            SmsSending sending,
            SmsCodes codes,
            Phones phones,
            AfterEnrolment afterEnrolment) {
        this.enrolment = enrolment;
        this.sending = sending;
        this.codes = codes;
        this.phones = phones;
        this.afterEnrolment = afterEnrolment;
    }

    /** What a person has just done here, as the address says it. */
    enum Done {
        ADDED("sms.done.added"),
        REMOVED("sms.done.removed");

        private final String key;

        Done(String key) {
            this.key = key;
        }

        String address() {
            return PATH + "?done=" + name();
        }
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn, @RequestParam(required = false) @Nullable Done done) {
        return page(signedIn, "", Duration.ZERO, done, null, HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView send(SignedIn signedIn, @RequestParam(defaultValue = "") String number, HttpServletResponse response) {
        Optional<PhoneNumber> usable = PhoneNumber.of(number);
        if (usable.isEmpty()) {
            return page(signedIn, number, Duration.ZERO, null, "sms.problem.number", HttpStatus.BAD_REQUEST);
        }
        Optional<Duration> wait = sending.send(signedIn.session(), SmsPurpose.NUMBER, usable.get());
        if (wait.isEmpty()) {
            return SeeOther.to(PATH);
        }
        response.setHeader(
                HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.get().toSeconds())));
        return page(signedIn, number, wait.get(), null, "sms.problem.wait", HttpStatus.TOO_MANY_REQUESTS);
    }

    @PostMapping(PATH + "/code")
    ModelAndView confirm(
            SignedIn signedIn, @RequestParam(defaultValue = "") String code, HttpServletResponse response) {
        if (!enrolment.confirm(signedIn.session(), code)) {
            return page(signedIn, "", Duration.ZERO, null, "sms.problem.code", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return afterEnrolment.goOn(signedIn, Factor.SMS, Optional.empty(), Done.ADDED.address(), response);
    }

    @PostMapping(PATH + "/removal")
    ModelAndView remove(SignedIn signedIn) {
        try {
            enrolment.remove(signedIn.session());
            return SeeOther.to(Done.REMOVED.address());
        } catch (LastFactorException last) {
            return page(signedIn, "", Duration.ZERO, null, "sms.problem.last", HttpStatus.CONFLICT);
        }
    }

    private ModelAndView page(
            SignedIn signedIn,
            String typed,
            Duration wait,
            @Nullable Done done,
            @Nullable String problem,
            HttpStatus status) {
        PhonePage page = new PhonePage(
                phones.of(signedIn.accountId())
                        .map(phone -> phone.number().masked())
                        .orElse(null),
                codes.isWaiting(signedIn.session(), SmsPurpose.NUMBER),
                typed,
                wait.plusSeconds(59).toMinutes(),
                done == null ? null : done.key,
                problem);
        return new ModelAndView("sms/phone", Map.of("page", page), status);
    }
}
