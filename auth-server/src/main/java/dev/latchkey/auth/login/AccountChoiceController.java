package dev.latchkey.auth.login;

import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.session.BrowserSession;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.session.SignedInAccounts;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The page on which people choose with which of the accounts that are signed in here they go on. */
@Controller
class AccountChoiceController {

    private static final String PATH = "/login/accounts";

    private final SignedInAccounts signedInAccounts;
    private final Accounts accounts;
    private final Clients clients;
    private final Continuations continuations;

    AccountChoiceController(
            SignedInAccounts signedInAccounts, Accounts accounts, Clients clients, Continuations continuations) {
        this.signedInAccounts = signedInAccounts;
        this.accounts = accounts;
        this.clients = clients;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView show(
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request) {
        Optional<Continuation> continuation = continuations.read(signed);
        List<AccountChoicePage.Choice> choices = choices(request);
        if (choices.isEmpty()) {
            return SeeOther.to(continuations.on("/login", continuation));
        }
        return new ModelAndView(
                "login/accounts",
                Map.of(
                        "page",
                        new AccountChoicePage(
                                continuation.flatMap(this::applicationName).orElse(null),
                                choices,
                                continuation.map(continuations::sign).orElse(null))));
    }

    @PostMapping(PATH)
    ModelAndView decide(
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(required = false) @Nullable UUID session,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        return SeeOther.to(
                switch (decision) {
                    case "choose" ->
                        signedInAccounts.use(known(session), request, response).isPresent()
                                ? continuations.resume(continuation)
                                : continuations.on(PATH, continuation); // signed out elsewhere meanwhile
                    case "remove" -> {
                        signedInAccounts.remove(known(session), request, response);
                        yield continuations.on(PATH, continuation);
                    }
                    case "another" -> {
                        signedInAccounts.putAside(request, response);
                        yield continuations.on("/login", continuation);
                    }
                    default ->
                        throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "decision is not one of three");
                });
    }

    private List<AccountChoicePage.Choice> choices(HttpServletRequest request) {
        Stream<BrowserSession> inUse = Stream.ofNullable(SignIn.current()).map(SignedIn::session);
        // Whoever has shown a password alone learns nothing about the account yet.
        return Stream.concat(inUse, signedInAccounts.others(request).stream())
                .filter(BrowserSession::isComplete)
                .flatMap(session -> accounts
                        .findById(session.accountId())
                        .map(account -> new AccountChoicePage.Choice(
                                session.id().toString(), account.getName(), account.getEmail()))
                        .stream())
                .toList();
    }

    private Optional<String> applicationName(Continuation continuation) {
        return Optional.of(continuation)
                .filter(target -> target.path().equals(Continuations.AUTHORIZE))
                .flatMap(target -> target.parameter("client_id"))
                .flatMap(clients::byClientId)
                .map(Client::name);
    }

    private static UUID known(@Nullable UUID session) {
        if (session == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "session is missing");
        }
        return session;
    }
}
