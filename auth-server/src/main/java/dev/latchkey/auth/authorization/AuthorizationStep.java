package dev.latchkey.auth.authorization;

/** What an authorization request still needs, in the order in which it is asked for. */
enum AuthorizationStep {
    SIGN_UP("interaction_required", "The person is to make an account first"),
    SIGN_IN("login_required", "The person is not signed in, or not recently enough"),
    ANOTHER_PERSON("login_required", "Somebody else is signed in than the one whom id_token_hint names"),
    FURTHER_FACTOR("interaction_required", "The sign-in is not complete"),
    CONSENT("consent_required", "The person has not allowed this yet"),
    NOTHING("", "");

    private final String errorWithoutInteraction;
    private final String description;

    AuthorizationStep(String errorWithoutInteraction, String description) {
        this.errorWithoutInteraction = errorWithoutInteraction;
        this.description = description;
    }

    /** What the client hears that forbade to ask (OpenID Connect Core §3.1.2.6). */
    String errorWithoutInteraction() {
        return errorWithoutInteraction;
    }

    String description() {
        return description;
    }
}
