package dev.latchkey.auth.federation.saml;

/** Something that a provider said or published cannot be taken. The message is for the log: it says nothing of what was sent. */
public class SamlException extends Exception {

    /** Whether the person or the provider said no, in an answer that is well-formed. */
    private final boolean declined;

    private SamlException(String message, boolean declined) {
        super(message, null, false, false);
        this.declined = declined;
    }

    public boolean isDeclined() {
        return declined;
    }

    static SamlException refused(String message) {
        return new SamlException(message, false);
    }

    static SamlException declined() {
        return new SamlException("did not sign anybody in", true);
    }

    static void require(boolean holds, String otherwise) throws SamlException {
        if (!holds) {
            throw refused(otherwise);
        }
    }
}
