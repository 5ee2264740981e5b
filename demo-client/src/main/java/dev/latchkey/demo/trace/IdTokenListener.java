package dev.latchkey.demo.trace;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Records which ID token was accepted, when a sign-in has succeeded. */
@Component
class IdTokenListener {

    private final Clock clock;

    IdTokenListener(Clock clock) {
        this.clock = clock;
    }

    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) throws ParseException {
        if (event.getAuthentication().getPrincipal() instanceof OidcUser user) {
            ProtocolTrace.current()
                    .record(new Step(
                            Step.Kind.ID_TOKEN,
                            clock.instant(),
                            null,
                            null,
                            List.of(),
                            Parameter.masked(contents(user.getIdToken())),
                            null));
        }
    }

    private static Map<String, Object> contents(OidcIdToken idToken) throws ParseException {
        JWSHeader header = SignedJWT.parse(idToken.getTokenValue()).getHeader();
        Map<String, Object> contents = new LinkedHashMap<>();
        contents.put("alg", header.getAlgorithm().getName());
        contents.put("kid", String.valueOf(header.getKeyID()));
        contents.putAll(idToken.getClaims());
        return contents;
    }
}
