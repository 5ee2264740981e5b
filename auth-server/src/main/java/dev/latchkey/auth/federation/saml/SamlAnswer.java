package dev.latchkey.auth.federation.saml;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Reads the answer of a provider and believes it or not (Web Browser SSO Profile, SAML Profiles §4.1.4.3). Signed is the answer or the
 * assertion in it, and everything is read from what the signature covers.
 */
public final class SamlAnswer {

    /** How much clocks may differ. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** In characters of Base64. */
    public static final int LONGEST = 128 * 1024;

    private static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";

    private final IdentityProviderMetadata provider;
    private final ServiceProvider own;
    private final Clock clock;

    public SamlAnswer(IdentityProviderMetadata provider, ServiceProvider own, Clock clock) {
        this.provider = provider;
        this.own = own;
        this.clock = clock;
    }

    /**
     * @param encoded as it was posted
     * @param requestId of the request that it has to be the answer to: there is none without
     * @throws SamlException if it cannot be believed, or is no success
     */
    public SamlAssertion read(String encoded, String requestId) throws SamlException {
        SamlException.require(encoded.length() <= LONGEST, "the answer is too long");
        Element response = SamlXml.parse(decoded(encoded), false);
        SamlException.require(SamlXml.is(response, SamlXml.PROTOCOL, "Response"), "the answer is no response");
        checkShape(response);
        boolean signed = SignedXml.isSigned(response);
        Element believed = signed ? SignedXml.covered(response, provider.keys()) : response;
        checkResponse(believed, requestId, signed);
        return new SamlAssertion(assertion(believed, signed), provider.entityId(), own, requestId, clock.instant());
    }

    private static byte[] decoded(String encoded) throws SamlException {
        try {
            return Base64.getMimeDecoder().decode(encoded);
        } catch (IllegalArgumentException malformed) {
            throw SamlException.refused("the answer is no Base64");
        }
    }

    /** One assertion, in its place; a signature only where it can be one of these two. */
    private static void checkShape(Element response) throws SamlException {
        SamlException.require(
                SamlXml.count(response, SamlXml.ASSERTION, "EncryptedAssertion") == 0
                        && SamlXml.count(response, SamlXml.ASSERTION, "EncryptedID") == 0
                        && SamlXml.count(response, SamlXml.ASSERTION, "EncryptedAttribute") == 0,
                "the answer is encrypted, although there is no key for that");
        int assertions = SamlXml.count(response, SamlXml.ASSERTION, "Assertion");
        List<Element> inPlace = SamlXml.children(response, SamlXml.ASSERTION, "Assertion");
        SamlException.require(assertions == inPlace.size() && assertions <= 1, "there is more than one assertion");
        int signatures =
                SamlXml.children(response, SamlXml.SIGNATURE, "Signature").size()
                        + inPlace.stream()
                                .mapToInt(one -> SamlXml.children(one, SamlXml.SIGNATURE, "Signature")
                                        .size())
                                .sum();
        SamlException.require(
                SamlXml.count(response, SamlXml.SIGNATURE, "Signature") == signatures,
                "there is a signature elsewhere");
        SamlException.require(SamlXml.count(response, SamlXml.PROTOCOL, "Response") == 0, "there is a response in it");
    }

    private void checkResponse(Element response, String requestId, boolean signed) throws SamlException {
        SamlException.require(
                SamlXml.attribute(response, "Version").equals(Optional.of("2.0")), "the answer is of another version");
        @Nullable
        Element issuer = SamlXml.child(response, SamlXml.ASSERTION, "Issuer").orElse(null);
        if (issuer != null) {
            SamlException.require(provider.entityId().equals(SamlXml.text(issuer)), "the answer is of somebody else");
        }
        SamlException.require(
                SamlXml.attribute(response, "InResponseTo").equals(Optional.of(requestId)),
                "the answer is to another request, or to none");
        Optional<String> destination =
                SamlXml.attribute(response, "Destination").filter(text -> !text.isEmpty());
        SamlException.require(
                destination.isPresent() ? destination.get().equals(own.acsUrl()) : !signed,
                "the answer is for another place");
        Instant issued = IdentityProviderMetadata.instant(
                SamlXml.attribute(response, "IssueInstant").orElse(""));
        SamlException.require(issued.minus(SKEW).isBefore(clock.instant()), "the answer is of tomorrow");
        Element status = SamlXml.required(
                SamlXml.required(response, SamlXml.PROTOCOL, "Status"), SamlXml.PROTOCOL, "StatusCode");
        if (!SamlXml.attribute(status, "Value").equals(Optional.of(SUCCESS))) {
            throw SamlException.declined();
        }
    }

    private Element assertion(Element response, boolean signed) throws SamlException {
        Element assertion = SamlXml.required(response, SamlXml.ASSERTION, "Assertion");
        if (SignedXml.isSigned(assertion)) {
            return SignedXml.covered(assertion, provider.keys());
        }
        SamlException.require(signed, "nothing is signed");
        return assertion;
    }
}
