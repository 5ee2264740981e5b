package dev.latchkey.auth.administration;

import dev.latchkey.auth.key.KeyLife;
import dev.latchkey.auth.key.KeyRotation;
import dev.latchkey.auth.key.KeyState;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The signing keys: what they are, when they change, and how one is taken away at once. Never a private part. */
@Controller
class KeysController {

    static final String PATH = "/admin/keys";

    private final KeyRotation rotation;

    KeysController(KeyRotation rotation) {
        this.rotation = rotation;
    }

    @GetMapping(PATH)
    ModelAndView list(@RequestParam(defaultValue = "") String done) {
        List<KeyRow> keys = rotation.keys().stream()
                .map(this::row)
                .sorted(Comparator.comparing(KeyRow::algorithm).thenComparing(KeyRow::createdAt))
                .toList();
        String message = done.equals("replaced") ? "administration.keys.replaced" : null;
        return new ModelAndView("administration/keys", Map.of("page", new KeysPage(keys, message)));
    }

    @GetMapping(PATH + "/replace")
    @RequiresFreshFactor
    ModelAndView confirm(@RequestParam(defaultValue = "") String kid) {
        return confirmation(found(kid), null, HttpStatus.OK);
    }

    /** The id is typed, at least as much of it as nobody types by accident: every token that the key signed is void. */
    @PostMapping(PATH + "/replace")
    @RequiresFreshFactor(page = PATH)
    ModelAndView replace(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String kid,
            @RequestParam(defaultValue = "") String confirmation) {
        KeyLife key = found(kid);
        if (!confirmation.strip().equals(begin(key))) {
            return confirmation(key, "administration.problem.confirmation", HttpStatus.BAD_REQUEST);
        }
        if (!rotation.replaceNow(kid, signedIn.accountId())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return SeeOther.to(PATH + "?done=replaced");
    }

    private static ModelAndView confirmation(KeyLife key, @Nullable String problem, HttpStatus status) {
        return new ModelAndView(
                "administration/replace-key",
                Map.of("page", new ReplaceKeyPage(key.kid(), key.algorithm().value(), begin(key), problem)),
                status);
    }

    private KeyLife found(String kid) {
        return rotation.keys().stream()
                .filter(key -> key.kid().equals(kid) && key.state() != KeyState.REMOVED)
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String begin(KeyLife key) {
        return key.kid().substring(0, Math.min(8, key.kid().length()));
    }

    private KeyRow row(KeyLife key) {
        return new KeyRow(
                key.kid(),
                key.algorithm().value(),
                key.state().name().toLowerCase(Locale.ROOT),
                key.inStore(),
                key.createdAt().atOffset(ZoneOffset.UTC),
                utc(key.activatedAt()),
                utc(key.retiredAt()),
                utc(rotation.nextRotation(key).orElse(null)));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** A key, without the key. */
    record KeyRow(
            String kid,
            String algorithm,
            String state,
            boolean inStore,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime activatedAt,
            @Nullable OffsetDateTime retiredAt,
            @Nullable OffsetDateTime nextRotation) {}

    /** What the page of the keys shows. */
    record KeysPage(List<KeyRow> keys, @Nullable String done) {}

    /** What the page shows on which it is confirmed that a key goes. */
    record ReplaceKeyPage(
            String kid,
            String algorithm,
            String begin,
            @Nullable String problem) {}
}
