package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountKeys;
import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.SecretKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/**
 * The code that is mailed to whoever adds a password: a password can be reset by mail, so the mailbox has to be theirs, whatever another
 * site says of it. It is made of the session, the address and the time, and stored nowhere: there is one first password, and so it is
 * spent by what it allows.
 */
@Component
class FirstPasswordCode {

    /** It is good for twice as long at most. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String PURPOSE = "first-password";
    private static final BigInteger CODES = BigInteger.valueOf(1_000_000);

    private final SecretKeys keys;
    private final Clock clock;

    FirstPasswordCode(SecretKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    String of(UUID session, Account account) {
        return code(keys.derive(PURPOSE), session, account, now());
    }

    boolean matches(UUID session, Account account, String typed) {
        byte[] bytes = typed.replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8);
        return keys.deriveAll(PURPOSE).stream()
                .anyMatch(key -> LongStream.of(now(), now() - 1)
                        .mapToObj(time -> code(key, session, account, time))
                        .anyMatch(code -> MessageDigest.isEqual(code.getBytes(StandardCharsets.UTF_8), bytes)));
    }

    private long now() {
        return clock.instant().getEpochSecond() / LIFETIME.toSeconds();
    }

    private static String code(byte[] key, UUID session, Account account, long time) {
        byte[] mac =
                HmacSha256.of(key, session.toString(), AccountKeys.ofEmail(account.getEmail()), Long.toString(time));
        return "%06d".formatted(new BigInteger(1, mac).mod(CODES));
    }
}
