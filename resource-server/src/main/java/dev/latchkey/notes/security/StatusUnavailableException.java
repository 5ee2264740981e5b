package dev.latchkey.notes.security;

import org.springframework.security.oauth2.jwt.JwtException;

/** Whether tokens were revoked has not been known for too long. */
final class StatusUnavailableException extends JwtException {

    StatusUnavailableException(String message) {
        super(message);
    }
}
