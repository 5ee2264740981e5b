package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happens to somebody who guesses the secrets of clients, and tokens. */
class ClientSecretBrakeTests {

    private static final AuthServer SERVER = new Story().server();
    private static final int ALLOWED = 50;

    private static final Map<String, Object> METADATA = Map.of(
            "client_name", "Guessed",
            "grant_types", List.of("client_credentials"),
            "scope", "notes:read");

    private static RelyingParty client(String clientId, String secret) {
        return new RelyingParty(SERVER, new TestClient(clientId, secret, ""));
    }

    @DisplayName("CA-04: after fifty wrong secrets nobody there is looked at, and the operator can see it")
    @Test
    void makesWhoGuessesWait() {
        String chosen = "a secret that a person chose";
        SigningClient.register(SERVER, "guessed", METADATA, chosen);
        for (int i = 0; i < ALLOWED; i++) {
            assertThat(client("guessed", "wrong" + i)
                            .clientCredentials("notes:read")
                            .refusal())
                    .isEqualTo("401 invalid_client");
        }
        RelyingParty.Answer braked = client("guessed", "wrong").clientCredentials("notes:read");
        assertThat(braked.refusal()).isEqualTo("429 temporarily_unavailable");
        assertThat(Integer.parseInt(braked.header("Retry-After"))).isBetween(1, 901);
        assertThat(client("guessed", chosen).clientCredentials("notes:read").refusal())
                .as("a guess that happens to be right")
                .isEqualTo("429 temporarily_unavailable");
        assertThat(SERVER.database()
                        .sql(
                                "select count(*) from security_event where type = 'GUESSING_NOTICED' and client_id = 'guessed'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(client("service", TestClient.SERVICE.secret())
                        .clientCredentials("notes:read")
                        .isOk())
                .as("another client in the same network")
                .isTrue();
    }

    @DisplayName("CA-04: whoever has a generated secret is let in although others guess")
    @Test
    void letsAGeneratedSecretIn() {
        String generated = new OpaqueValuesForTests().generate();
        SigningClient.register(SERVER, "generated", METADATA, generated);
        for (int i = 0; i <= ALLOWED; i++) {
            client("generated", "wrong" + i).clientCredentials("notes:read");
        }
        assertThat(client("generated", "wrong").clientCredentials("notes:read").status())
                .isEqualTo(429);
        assertThat(client("generated", generated)
                        .clientCredentials("notes:read")
                        .isOk())
                .isTrue();
    }

    @DisplayName("CA-05: of two secrets both are good until the old one expires")
    @Test
    void letsTheOldSecretInUntilItExpires() {
        String old = "the old secret of this client";
        SigningClient.register(SERVER, "rotating", METADATA, old);
        OpaqueValuesForTests values = new OpaqueValuesForTests();
        String fresh = values.generate();
        SERVER.database()
                .sql("""
                        insert into client_secret (id, client_id, hash, created_at)
                        select gen_random_uuid(), id, :hash, now() + interval '1 second' from client where client_id = 'rotating'
                        """)
                .param("hash", "{sha256}" + java.util.HexFormat.of().formatHex(OpaqueValues.hash(fresh)))
                .update();
        SERVER.forgetClient("rotating");
        assertThat(client("rotating", old).clientCredentials("notes:read").isOk())
                .isTrue();
        assertThat(client("rotating", fresh).clientCredentials("notes:read").isOk())
                .isTrue();

        SERVER.database().sql("""
                        update client_secret set expires_at = now() - interval '1 second'
                        where hash not like '{sha256}%' and client_id = (select id from client where client_id = 'rotating')
                        """).update();
        SERVER.forgetClient("rotating");
        assertThat(client("rotating", old).clientCredentials("notes:read").refusal())
                .isEqualTo("401 invalid_client");
        assertThat(client("rotating", fresh).clientCredentials("notes:read").isOk())
                .isTrue();
    }

    @DisplayName(
            "RS-24: who introspects what is no token in bulk has to wait, and live tokens are answered all the same")
    @Test
    void slowsBulkIntrospectionDown() {
        SigningClient.register(SERVER, "scanning", METADATA, "scanning-secret-000000000000000000000000");
        RelyingParty scanning = client("scanning", "scanning-secret-000000000000000000000000");
        String live = scanning.clientCredentials("notes:read").text("access_token");
        Map<Integer, Integer> statuses = new LinkedHashMap<>();
        for (int i = 0; i < 2200; i++) {
            statuses.merge(scanning.introspect("random-" + i).status(), 1, Integer::sum);
        }
        assertThat(statuses.get(200)).isBetween(2000, 2100);
        assertThat(statuses.get(429)).isBetween(100, 200);
        assertThat(scanning.isActive(live)).isTrue();
    }

    /** What a generator makes. */
    private static final class OpaqueValuesForTests {

        String generate() {
            byte[] bytes = new byte[32];
            new java.security.SecureRandom().nextBytes(bytes);
            return OpaqueValues.encode(bytes);
        }
    }
}
