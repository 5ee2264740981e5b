package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page of the signing keys. */
class KeysPagesTests {

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final TestAccount account = people.administrator();
    private Browser admin;

    @BeforeEach
    void signIn() {
        admin = story.browserOf(account);
    }

    @Test
    @DisplayName("AD-14: shows what the keys are, and nothing of their private parts")
    void showsTheKeysWithoutTheKeys() {
        admin.open("/admin/keys");

        assertThat(admin.page().body())
                .contains(activeKey("ES256"), activeKey("RS256"))
                .doesNotContain("\"d\"", "sealed", "PRIVATE");
    }

    @Test
    @DisplayName("AD-14: an active key goes only after its beginning was typed, and another one signs then")
    void replacesAKeyAtOnce() {
        String kid = activeKey("EdDSA");
        admin.open("/admin/keys/replace?kid=" + kid);
        admin.submit("/admin/keys/replace", Map.of("confirmation", "something"));
        assertThat(admin.page().statusCode()).isEqualTo(400);
        assertThat(activeKey("EdDSA")).isEqualTo(kid);

        admin.submit("/admin/keys/replace", Map.of("confirmation", kid.substring(0, 8)));

        assertThat(admin.at("/admin/keys")).isTrue();
        assertThat(activeKey("EdDSA")).isNotEqualTo(kid);
        assertThat(story.server()
                        .database()
                        .sql("select actor_id::text from security_event where type = 'SIGNING_KEY_ROTATED'"
                                + " and details->>'kid' = :kid and actor_id is not null")
                        .param("kid", kid)
                        .query(String.class)
                        .list())
                .containsExactly(people.idOf(account).toString());
        assertThat(admin.open("/admin/keys/replace?kid=" + kid).page().statusCode())
                .isEqualTo(404);
    }

    private String activeKey(String algorithm) {
        return story.server()
                .database()
                .sql("select kid from signing_key where algorithm = :algorithm and state = 'active'")
                .param("algorithm", algorithm)
                .query(String.class)
                .single();
    }
}
