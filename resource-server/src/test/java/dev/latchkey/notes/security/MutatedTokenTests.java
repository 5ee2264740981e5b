package dev.latchkey.notes.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.MutatedTokens;
import dev.latchkey.notes.testing.NotesApiTest;
import dev.latchkey.notes.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

@NotesApiTest
class MutatedTokenTests {

    @Autowired
    Api api;

    @Autowired
    VerifiedTokens tokens;

    /** Where all tokens are judged, so that there can be many. */
    @Test
    void ofAHundredThousandMutatedTokensNoneIsAcceptedAndNoneDoesHarm() {
        MutatedTokens mutated = new MutatedTokens(TestIssuer.shared());
        assertThat(tokens.authenticate(mutated.good()).isAuthenticated()).isTrue();
        for (int i = 0; i < 100_000; i++) {
            String token = mutated.next();
            try {
                tokens.authenticate(token);
            } catch (InvalidBearerTokenException expected) {
                continue;
            }
            fail("accepted: " + token);
        }
        assertThat(tokens.authenticate(mutated.good()).isAuthenticated()).isTrue();
    }

    /** And over HTTP, where characters and lengths meet Tomcat first. */
    @Test
    void thousandsOfThemOverHttpGetTheSameAnswer() {
        MutatedTokens mutated = new MutatedTokens(TestIssuer.shared());
        for (int i = 0; i < 3_000; i++) {
            api.as(mutated.next()).get("/notes").isProblem(401);
        }
        api.as(mutated.good()).get("/notes").hasStatus(200);
    }
}
