package dev.latchkey.auth.requestlog;

import java.util.Locale;

/** What a request has to fulfil, one constant for each sentence that a developer reads when it did not. */
public enum FailedRule {
    REQUEST_SIZE,
    REDIRECT_URI_SENT,
    REDIRECT_URI_REGISTERED,
    REQUEST_URI_FRESH,
    PARAMETER_ONCE,
    PARAMETER_CHARACTERS,
    REQUEST_OBJECT,
    PUSHED,
    RESPONSE_TYPE,
    RESPONSE_MODE,
    GRANT_TYPE,
    PKCE,
    DPOP_THUMBPRINT,
    SCOPE_FORM,
    SCOPE_REGISTERED,
    SCOPE_GRANTED,
    RESOURCE,
    PROMPT,
    CLAIMS,
    MAX_AGE,
    ID_TOKEN_HINT,
    /** A page would be needed, and the request forbids it; or the person is not who was asked for. */
    INTERACTION,
    /** The application is a draft, suspended, or has as many people as it may have. */
    OPEN_TO_PERSON,
    CLIENT_METHOD,
    CLIENT_SECRET,
    CLIENT_ASSERTION,
    CLIENT_ATTEMPTS,
    CODE_KNOWN,
    CODE_FRESH,
    CODE_CLIENT,
    CODE_REDIRECT_URI,
    CODE_VERIFIER,
    CODE_KEY,
    CODE_GRANT,
    REFRESH_TOKEN_KNOWN,
    REFRESH_TOKEN_ONCE,
    TOKEN_KEY,
    DPOP_PROOF,
    DPOP_NONCE,
    DEVICE_CODE,
    SUBJECT_TOKEN,
    BUSY,
    /** What the framework refuses by itself: the description says it. */
    FORM;

    /** The message that explains it. */
    public String messageKey() {
        return "requestlog.rule." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
