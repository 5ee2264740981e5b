package dev.latchkey.auth.account;

import org.springframework.security.authentication.AuthenticationServiceException;

/** More passwords are being checked than this node can take: to be answered with 503, not as a wrong password. */
public class PasswordChecksBusyException extends AuthenticationServiceException {

    PasswordChecksBusyException() {
        super("Too many passwords are being checked at once");
    }
}
