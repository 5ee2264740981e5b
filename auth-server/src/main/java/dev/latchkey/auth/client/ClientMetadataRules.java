package dev.latchkey.auth.client;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Everything that a registration must pass, in order, whoever registers: operator, developer or the registration
 * endpoint. What is offered here is what the discovery documents may advertise.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2">RFC 7591, section 2</a>
 */
public final class ClientMetadataRules {

    /** {@code token_endpoint_auth_signing_alg}. */
    public static final List<String> CLIENT_ASSERTION_ALGORITHMS = List.of("ES256", "PS256", "EdDSA", "RS256");

    static final List<ClientMetadataRule> RULES = List.of(
            TextRules::namesAreKnown,
            TextRules::textsAreShort,
            GrantRules::grantTypesAreOffered, //         RFC 6749; RFC 9700, section 2.4: no password grant
            GrantRules::responseTypeIsCode, //           RFC 9700, section 2.1.2: no implicit grant
            GrantRules::refreshTokenHasAnOrigin,
            AuthenticationRules::methodIsOffered,
            AuthenticationRules::publicClientActsForPeople, // RFC 6749, section 4.4: confidential clients only
            AuthenticationRules::keysAreGivenOnce, //    RFC 7591, section 2: jwks or jwks_uri
            AuthenticationRules::keysArePublic,
            AuthenticationRules::signingClientHasKeys,
            RedirectRules::applicationTypeIsKnown,
            RedirectRules::redirectUrisAreExact, //      RFC 9700, section 2.1; RFC 8252, section 7
            RedirectRules::codeHasSomewhereToGo,
            RedirectRules::postLogoutRedirectUrisAreExact,
            RedirectRules::pagesAreOnTheWeb,
            RedirectRules::endpointsAreOnTheWeb,
            TokenRules::scopesExist,
            TokenRules::algorithmsAreOffered,
            SubjectRules::subjectTypeIsOffered,
            SubjectRules::pairwiseSubjectHasASector, //  OpenID Connect Core, section 8.1
            TokenRules::maxAgeIsPlausible,
            TokenRules::flagsAreFlags,
            TextRules::clientNameCanBeRead,
            TextRules::contactsAreAddresses);

    private ClientMetadataRules() {}

    static void check(Map<String, Object> metadata, Predicate<String> scopeExists) {
        ClientMetadata read = new ClientMetadata(metadata);
        RULES.forEach(rule -> rule.check(read, scopeExists));
    }
}
