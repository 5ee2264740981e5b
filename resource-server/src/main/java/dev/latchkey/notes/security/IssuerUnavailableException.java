package dev.latchkey.notes.security;

import org.springframework.security.core.AuthenticationException;

/** No token can be judged because the issuer's keys are not known: refused, but not the client's mistake. */
final class IssuerUnavailableException extends AuthenticationException {

    IssuerUnavailableException(Throwable cause) {
        super("The keys of the authorization server are not available", cause);
    }
}
