package dev.latchkey.auth.token;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** A token request was refused (RFC 6749 §5.2): an error code and a constant description for the client. */
final class TokenRequestException extends OAuth2AuthenticationException {

    TokenRequestException(String error, String description) {
        super(new OAuth2Error(error, description, null));
    }
}
