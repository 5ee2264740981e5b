package dev.latchkey.auth.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.secret.KeyRotation;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.secret.UnsealableException;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

class TotpSeedTests {

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @Test
    void opensOnlyForTheAccountItWasSealedFor() {
        TestAccount victim = people.withTotp();
        TestAccount mallory = people.withTotp();
        story.server()
                .database()
                .sql("""
                        update totp_device d set sealed_seed = o.sealed_seed, sealed_with = o.sealed_with
                        from totp_device o where d.account_id = :victim and o.account_id = :mallory
                        """)
                .param("victim", people.idOf(victim))
                .param("mallory", people.idOf(mallory))
                .update();
        Browser browser = story.browser().open("/login");
        browser.submit("/login", Map.of("username", victim.username(), "password", victim.password()));
        browser.submit("/mfa/totp", Map.of("code", mallory.nextCode()));
        assertThat(browser.page().statusCode()).isEqualTo(401);
        assertThat(browser.open("/account").at("/mfa/totp")).isTrue();
    }

    @Test
    void isSealedAgainUnderTheNewestKey() {
        UUID account = people.idOf(people.withPassword());
        String oldKey = TestKeys.random("old");
        String newKey = TestKeys.random("new");
        byte[] seed = "twenty bytes of seed".getBytes(StandardCharsets.US_ASCII);
        TotpDevices devices = story.server().bean(TotpDevices.class);
        devices.addConfirmed(account, "Phone", new TotpSeeds(SecretKeys.parse(oldKey)).seal(account, seed));
        TotpSeeds afterwards = new TotpSeeds(SecretKeys.parse(newKey));
        assertThatThrownBy(() -> afterwards.open(devices.confirmedOf(account).get(0)))
                .isInstanceOf(UnsealableException.class);

        KeyRotation.to(newKey + "," + oldKey, MfaConfiguration.sealedTotpSeeds(), story.server());

        assertThat(afterwards.open(devices.confirmedOf(account).get(0))).isEqualTo(seed);
    }

    @Test
    void isNotInTheDatabaseInAnyForm() {
        TestAccount account = people.withTotp();
        byte[] seed = new Base32().decode(account.totpSecret());
        String rows = story.server()
                .database()
                .sql("select string_agg(d::text, '|') from totp_device d")
                .query(String.class)
                .single();
        assertThat(rows)
                .contains(people.idOf(account).toString())
                .doesNotContain(account.totpSecret())
                .doesNotContain(HexFormat.of().formatHex(seed))
                .doesNotContain(HexFormat.of().formatHex(account.totpSecret().getBytes(StandardCharsets.US_ASCII)));
    }
}
