package dev.latchkey.auth.web;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says whom to tell about a weakness.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9116">RFC 9116</a>
 */
@RestController
class SecurityTextController {

    /** RFC 9116 §2.5.5: less than a year, so that what is out of date is seen to be. */
    private static final Duration VALID = Duration.ofDays(180);

    private final Issuer issuer;
    private final String contact;
    private final Clock clock;

    /** @param contact an address or page; by default the mailbox that RFC 2142 reserves for this */
    SecurityTextController(Issuer issuer, @Value("${latchkey.security-contact:}") String contact, Clock clock) {
        this.issuer = issuer;
        this.contact = Optional.of(contact)
                .filter(configured -> !configured.isBlank())
                .orElse("mailto:security@" + URI.create(issuer.value()).getHost());
        this.clock = clock;
    }

    @GetMapping("/.well-known/security.txt")
    ResponseEntity<String> securityText() {
        String text = "Contact: " + contact + "\nExpires: "
                + clock.instant().plus(VALID).truncatedTo(ChronoUnit.DAYS)
                + "\nPreferred-Languages: en, de\nCanonical: "
                + issuer.url("/.well-known/security.txt") + "\n";
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(text);
    }
}
