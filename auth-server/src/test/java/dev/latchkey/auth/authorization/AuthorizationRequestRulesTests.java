package dev.latchkey.auth.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.TestClient;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That each rule is asked is shown at the endpoint; here, that their order is the law. */
class AuthorizationRequestRulesTests {

    private final AuthorizationRequestRules rules = AuthServer.running().bean(AuthorizationRequestRules.class);
    private final Client web =
            AuthServer.running().bean(Clients.class).byClientId("web").orElseThrow();

    private Optional<String> errorOf(AuthorizationRequest request) {
        return rules.check(read(request), web).map(AuthorizationRequestRules.Violation::error);
    }

    /** As a continuation carries it: a form's plus sign is not part of it. */
    private static AuthorizationParameters read(AuthorizationRequest request) {
        return AuthorizationParameters.ofQuery(request.query().replace("+", "%20"));
    }

    private static AuthorizationRequest request() {
        return new AuthorizationRequest(TestClient.WEB);
    }

    @Test
    void findsNothingWrongWithWhatIsRight() {
        assertThat(errorOf(request())).isEmpty();
    }

    @Test
    void namesTheFirstThingThatIsWrong() {
        AuthorizationRequest allWrong = request()
                .with("prompt", "x")
                .with("max_age", "x")
                .with("resource", "x")
                .with("scope", "x")
                .with("response_type", "token")
                .with("request", "x")
                .and("nonce", "x");

        assertThat(errorOf(allWrong)).contains("invalid_request");
        assertThat(errorOf(allWrong.with("nonce", "x"))).contains("request_not_supported");
        assertThat(errorOf(allWrong.without("request"))).contains("unsupported_response_type");
        assertThat(errorOf(allWrong.with("response_type", "code"))).contains("invalid_scope");
        assertThat(errorOf(allWrong.with("scope", "openid"))).contains("invalid_target");
        assertThat(errorOf(allWrong.without("resource"))).contains("invalid_request");
        assertThat(errorOf(allWrong.without("prompt"))).contains("invalid_request");
        assertThat(errorOf(allWrong.without("max_age"))).isEmpty();
    }

    @Test
    void takesPromptCreateOnlyWhereSignUpIsOpen() {
        AuthorizationRequestRules open = rules(true, true);
        AuthorizationRequestRules closed = rules(true, false);

        assertThat(open.check(read(request().with("prompt", "create")), web)).isEmpty();
        assertThat(open.check(read(request().with("prompt", "create login")), web))
                .isPresent();
        assertThat(closed.check(read(request().with("prompt", "create")), web)).isPresent();
    }

    private static AuthorizationRequestRules rules(boolean pkceRequired, boolean signUpsAreOpen) {
        AuthServer server = AuthServer.running();
        return new AuthorizationRequestRules(
                new AuthorizationProperties(pkceRequired),
                server.bean(Scopes.class),
                server.bean(IdTokenSubjects.class),
                Optional.of(() -> signUpsAreOpen));
    }

    @Test
    void letsAnInstallationLeaveItToClientsWithACredentialWhetherTheyUsePkce() {
        AuthorizationParameters withoutChallenge =
                read(request().without("code_challenge").without("code_challenge_method"));
        Client spa = AuthServer.running().bean(Clients.class).byClientId("spa").orElseThrow();

        assertThat(rules(true, false).check(withoutChallenge, web)).isPresent();
        assertThat(rules(false, false).check(withoutChallenge, web)).isEmpty();
        assertThat(rules(false, false).check(withoutChallenge, spa)).isPresent();
    }

    @Test
    void readsParametersBackAsTheyWere() {
        AuthorizationParameters parameters = read(request()
                .with("state", "a b+c&d=e%20ü😀{x}")
                .and("resource", "1")
                .and("resource", "2"));

        assertThat(AuthorizationParameters.ofQuery(parameters.toQuery())).isEqualTo(parameters);
        assertThat(parameters.all("resource")).containsExactly("1", "2");
    }
}
