package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Makes recovery codes and shows them once, in the answer in which they are made. */
@Controller
class RecoveryCodesController {

    static final String PATH = "/account/security/recovery-codes";

    private static final String VIEW = "mfa/recovery-codes";

    private final RecoveryCodes codes;
    private final SecondFactors factors;
    private final Continuations continuations;

    RecoveryCodesController(RecoveryCodes codes, SecondFactors factors, Continuations continuations) {
        this.codes = codes;
        this.factors = factors;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        // They stand in for a second factor, and are for nobody who has none.
        return factors.anyEvenRestricted(signedIn.accountId())
                ? page(signedIn, continuations.read(signed), List.of(), null, HttpStatus.OK)
                : SeeOther.to(TotpSetupController.PATH);
    }

    /** @param replaces the set that the person saw, so that sending the form twice does not make the codes worthless just saved */
    @PostMapping(PATH)
    @RequiresFreshFactor(page = PATH, recoveryCodeCounts = true)
    ModelAndView make(
            SignedIn signedIn,
            @RequestParam(required = false) @Nullable UUID replaces,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        if (!factors.anyEvenRestricted(signedIn.accountId())) {
            return SeeOther.to(TotpSetupController.PATH);
        }
        Optional<Continuation> continuation = continuations.read(signed);
        return codes.replace(signedIn.session(), replaces)
                .map(made -> page(signedIn, continuation, made.codes(), null, HttpStatus.OK))
                .orElseGet(() -> page(signedIn, continuation, List.of(), "mfa.problem.made", HttpStatus.CONFLICT));
    }

    /** Gives back as a file what the page has and the server has not. */
    @PostMapping(PATH + "/download")
    ResponseEntity<byte[]> download(@RequestParam(name = "code", defaultValue = "") List<String> shown) {
        String text = shown.stream()
                .limit(RecoveryCodeSet.SIZE)
                .map(RecoveryCode::of)
                .flatMap(Optional::stream)
                .map(RecoveryCode::grouped)
                .collect(Collectors.joining("\r\n", "", "\r\n"));
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("latchkey-recovery-codes.txt")
                                .build()
                                .toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The person has kept them. */
    @PostMapping(PATH + "/saved")
    ModelAndView saved(
            SignedIn signedIn,
            @RequestParam(required = false) @Nullable UUID set,
            @RequestParam(defaultValue = "false") boolean saved,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        Optional<Continuation> continuation = continuations.read(signed);
        if (saved && set != null) {
            codes.markSaved(signedIn.accountId(), set);
        }
        return SeeOther.to(
                continuation.isPresent() ? continuations.resume(continuation) : AuthenticatorsController.PATH);
    }

    private ModelAndView page(
            SignedIn signedIn,
            Optional<Continuation> continuation,
            List<String> made,
            @Nullable String problem,
            HttpStatus status) {
        Optional<RecoveryCodeSet> set = codes.of(signedIn.accountId());
        RecoveryCodesPage page = new RecoveryCodesPage(
                set.map(RecoveryCodeSet::id).orElse(null),
                set.map(RecoveryCodeSet::left).orElse(0),
                set.filter(RecoveryCodeSet::isRunningOut).isPresent(),
                set.map(s -> s.createdAt().atZone(ZoneOffset.UTC).toLocalDate()).orElse(null),
                made,
                problem,
                continuation.map(continuations::sign).orElse(null));
        return new ModelAndView(VIEW, Map.of("page", page), status);
    }
}
