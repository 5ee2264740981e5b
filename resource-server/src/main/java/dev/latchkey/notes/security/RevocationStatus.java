package dev.latchkey.notes.security;

import java.io.IOException;
import org.springframework.security.oauth2.jwt.Jwt;

/** Says whether a token that is good in itself was revoked since it was issued. */
interface RevocationStatus {

    /** For issuers whose tokens are short-lived enough: nobody is asked. */
    RevocationStatus UNKNOWN = token -> true;

    /**
     * @throws IOException if it cannot be known now; then the token must not be accepted
     */
    boolean isActive(Jwt token) throws IOException;
}
