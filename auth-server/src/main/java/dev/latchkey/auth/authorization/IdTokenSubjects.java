package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import java.util.Optional;

/** Says whom an ID token is about that comes back as {@code id_token_hint} (OpenID Connect Core §3.1.2.1). */
public interface IdTokenSubjects {

    /** The subject, if this server issued the token to this client. An expired one still says whom it was about. */
    Optional<String> subjectOf(String idToken, Client client);
}
