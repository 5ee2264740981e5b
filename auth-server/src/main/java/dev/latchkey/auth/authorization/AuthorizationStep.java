package dev.latchkey.auth.authorization;

/** What an authorization request still needs, in the order in which it is asked for. */
enum AuthorizationStep {
    SIGN_UP("interaction_required", "The person is to make an account first"),
    SIGN_IN("login_required", "The person is not signed in, or not recently enough"),
    CHOOSE_ACCOUNT("account_selection_required", "The person is to choose an account"),
    ANOTHER_PERSON("login_required", "Somebody else is signed in than the one whom the client means"),
    FURTHER_FACTOR("interaction_required", "The sign-in is not complete"),
    NOT_FOR_THIS_PERSON("access_denied", "The application is not open to this person"),
    NEW_PASSWORD("interaction_required", "The person is to choose a new password first"),
    STRONGER_SIGN_IN("unmet_authentication_requirements", "The sign-in is not as strong as the client needs"),
    NO_SUCH_SIGN_IN("unmet_authentication_requirements", "The person cannot sign in as strongly as the client needs"),
    CONFIRMATION("consent_required", "The person has not allowed this yet, and signed in too long ago to do so now"),
    CONSENT("consent_required", "The person has not allowed this yet"),
    NOTHING("", "");

    private final String errorWithoutInteraction;
    private final String description;

    AuthorizationStep(String errorWithoutInteraction, String description) {
        this.errorWithoutInteraction = errorWithoutInteraction;
        this.description = description;
    }

    /**
     * What the client hears that forbade to ask (OpenID Connect Core §3.1.2.6, OpenID Connect Core Error Code
     * unmet_authentication_requirements).
     */
    String errorWithoutInteraction() {
        return errorWithoutInteraction;
    }

    /** Whether no page of ours could lead on from here. */
    boolean isRefusal() {
        return this == ANOTHER_PERSON || this == NO_SUCH_SIGN_IN || this == NOT_FOR_THIS_PERSON;
    }

    String description() {
        return description;
    }
}
