package dev.latchkey.auth.web;

import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Carries a {@link Continuation} through the pages of a sign-in, in the address of each page and in a hidden field of its
 * form. It is signed, so no page can be made to lead elsewhere, and it keeps nothing on the server for a visitor who is
 * not signed in yet. Each tab has its own.
 */
@Component
public class Continuations {

    /** The name of the query parameter and of the hidden field. */
    public static final String PARAMETER = "continue";

    /** The authorization endpoint, and the address under which it goes on after a sign-in. */
    public static final String AUTHORIZE = "/oauth2/authorize";

    public static final String AUTHORIZE_RESUMED = "/oauth2/authorize/resume";

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String PURPOSE = "continuation";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeys keys;
    private final Clock clock;

    Continuations(SecretKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Begins one now. */
    public Continuation start(String target) {
        return new Continuation(target, clock.instant());
    }

    /** The address of a page that is to go on there afterwards. */
    public String on(String page, Continuation continuation) {
        return UriComponentsBuilder.fromPath(page)
                .queryParam(PARAMETER, sign(continuation))
                .build()
                .toUriString();
    }

    /** The same for somebody who may have come from nowhere: the page alone then. */
    public String on(String page, Optional<Continuation> continuation) {
        return continuation.map(target -> on(page, target)).orElse(page);
    }

    /**
     * Where a finished step of signing in sends the browser: on to the target, or to the account page when there is none. An
     * authorization request goes on under an address that carries the signature too, because the time at which it began
     * says whether the sign-in is fresh enough for it.
     */
    public String resume(Optional<Continuation> continuation) {
        if (continuation.isEmpty()) {
            return "/account";
        }
        Continuation target = continuation.get();
        return target.path().equals(AUTHORIZE) ? on(AUTHORIZE_RESUMED, target) : target.target();
    }

    /** The signed form of a continuation. */
    public String sign(Continuation continuation) {
        byte[] payload = (continuation.startedAt().toEpochMilli() + " " + continuation.target())
                .getBytes(StandardCharsets.UTF_8);
        return ENCODER.encodeToString(payload) + "." + ENCODER.encodeToString(keys.mac(PURPOSE, payload));
    }

    /** What was signed, if it was signed here and within the last hour. */
    public Optional<Continuation> read(@Nullable String signed) {
        if (signed == null) {
            return Optional.empty();
        }
        int dot = signed.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(signed.substring(0, dot));
            byte[] mac = Base64.getUrlDecoder().decode(signed.substring(dot + 1));
            return keys.isMac(mac, PURPOSE, payload)
                    ? fresh(new String(payload, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Optional<Continuation> fresh(String payload) {
        int space = payload.indexOf(' ');
        Instant startedAt = Instant.ofEpochMilli(Long.parseLong(payload.substring(0, space)));
        if (startedAt.plus(LIFETIME).isBefore(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(new Continuation(payload.substring(space + 1), startedAt));
    }
}
