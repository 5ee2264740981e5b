package dev.latchkey.auth.login;

import dev.latchkey.auth.brake.PasswordBrake;
import dev.latchkey.auth.challenge.ChallengePurpose;
import dev.latchkey.auth.challenge.ProofOfWork;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignUps;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.RetryAfter;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The sign-in page. */
@Controller
class LoginController {

    private static final String VIEW = "login/sign-in";
    /** Why a person is here again: too many wrong codes. */
    private static final String CODES = "codes";
    /** Or a passkey that was not accepted. */
    private static final String PASSKEY = "passkey";

    private static final int MAX_USERNAME = 320;

    private final PasswordSignIn passwordSignIn;
    private final PasswordBrake brake;
    private final KnownPassword knownPassword;
    private final ProofOfWork proofOfWork;
    private final SignIn signIn;
    private final Continuations continuations;
    private final Clients clients;
    private final SignUps signUps;

    LoginController(
            PasswordSignIn passwordSignIn,
            PasswordBrake brake,
            KnownPassword knownPassword,
            ProofOfWork proofOfWork,
            SignIn signIn,
            Continuations continuations,
            Clients clients,
            SignUps signUps) {
        this.passwordSignIn = passwordSignIn;
        this.brake = brake;
        this.knownPassword = knownPassword;
        this.proofOfWork = proofOfWork;
        this.signIn = signIn;
        this.continuations = continuations;
        this.clients = clients;
        this.signUps = signUps;
    }

    @GetMapping("/login")
    String show(
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            @RequestParam(required = false) @Nullable String again,
            Model model) {
        Optional<Continuation> continuation = continuations.read(signed);
        String hint = continuation.map(c -> parameter(c, "login_hint")).orElse("");
        model.addAttribute("page", page(continuation, hint, problem(signed != null && continuation.isEmpty(), again)));
        return VIEW;
    }

    @PostMapping("/login")
    ModelAndView submit(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean remember,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        return passwordSignIn
                .attempt(
                        username,
                        password,
                        client(continuation).map(Client::clientId).orElse(null),
                        request)
                .when(new Answers(continuation, username, remember, request, response));
    }

    /** Where each outcome of a password leads. */
    private final class Answers implements PasswordSignIn.Cases<ModelAndView> {

        private final Optional<Continuation> continuation;
        private final String username;
        private final boolean remember;
        private final HttpServletRequest request;
        private final HttpServletResponse response;

        Answers(
                Optional<Continuation> continuation,
                String username,
                boolean remember,
                HttpServletRequest request,
                HttpServletResponse response) {
            this.continuation = continuation;
            this.username = username;
            this.remember = remember;
            this.request = request;
            this.response = response;
        }

        @Override
        public ModelAndView accepted(PasswordSignIn.Accepted accepted) {
            brake.remember(accepted.accountId(), request, response);
            SignedIn signedIn = signIn.begin(accepted.accountId(), Factor.PASSWORD, remember, request, response);
            if (accepted.knownElsewhere()) {
                knownPassword.demandAnother(signedIn);
            }
            return SeeOther.to(continuations.resume(continuation));
        }

        @Override
        public ModelAndView refused(PasswordSignIn.Refused refused) {
            offerProof(username, request);
            return again(Problem.of("login.problem.credentials"), HttpStatus.UNAUTHORIZED);
        }

        @Override
        public ModelAndView braked(PasswordSignIn.Braked braked) {
            offerProof(username, request);
            RetryAfter.tell(braked.delay(), response);
            return again(Problem.waiting(braked.delay()), HttpStatus.TOO_MANY_REQUESTS);
        }

        @Override
        public ModelAndView unproven(PasswordSignIn.Unproven unproven) {
            proofOfWork.offer(ChallengePurpose.SIGN_IN, request);
            return again(Problem.of("challenge.problem.unsolved"), HttpStatus.BAD_REQUEST);
        }

        @Override
        public ModelAndView visiting(PasswordSignIn.Visiting visiting) {
            visiting.visitor().accountId().ifPresent(accountId -> brake.remember(accountId, request, response));
            return SeeOther.to(visiting.visitor().enter(remember, request, response));
        }

        @Override
        public ModelAndView unanswered(PasswordSignIn.Unanswered unanswered) {
            return again(Problem.of("login.problem.directory"), HttpStatus.SERVICE_UNAVAILABLE);
        }

        private ModelAndView again(Problem problem, HttpStatus status) {
            return new ModelAndView(VIEW, Map.of("page", page(continuation, username, problem)), status);
        }
    }

    /** So that the next guess can bring the proof that it will need. */
    private void offerProof(String username, HttpServletRequest request) {
        if (passwordSignIn.asksForProof(username, request)) {
            proofOfWork.offer(ChallengePurpose.SIGN_IN, request);
        }
    }

    private static @Nullable Problem problem(boolean expired, @Nullable String again) {
        if (expired) {
            return Problem.of("login.problem.expired");
        }
        if (PASSKEY.equals(again)) {
            return Problem.of("login.problem.passkey");
        }
        return CODES.equals(again) ? Problem.of("login.problem.codes") : null;
    }

    private SignInPage page(Optional<Continuation> continuation, String username, @Nullable Problem problem) {
        @Nullable String application = client(continuation).map(Client::name).orElse(null);
        return new SignInPage(
                application,
                username.length() > MAX_USERNAME ? "" : username,
                problem == null ? null : problem.key(),
                problem == null ? 0 : problem.minutes(),
                signUps.areOpen(),
                continuation.map(continuations::sign).orElse(null));
    }

    /** The application that waits for this sign-in. */
    private Optional<Client> client(Optional<Continuation> continuation) {
        return continuation.map(c -> parameter(c, "client_id")).flatMap(clients::byClientId);
    }

    /** What to say at the top. */
    private record Problem(String key, long minutes) {

        static Problem of(String key) {
            return new Problem(key, 0);
        }

        static Problem waiting(Duration delay) {
            return new Problem("login.problem.wait", RetryAfter.minutes(delay));
        }
    }

    /** A parameter of the authorization request that waits for this sign-in, if one does. */
    private static String parameter(Continuation continuation, String name) {
        return continuation.path().equals(Continuations.AUTHORIZE)
                ? continuation.parameter(name).orElse("")
                : "";
    }
}
