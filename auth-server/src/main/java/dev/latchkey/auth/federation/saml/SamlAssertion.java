package dev.latchkey.auth.federation.saml;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * What a provider asserts of somebody: an assertion that is signed, of this provider, for this server, an answer to this request,
 * and of now. Whether it was used before is for the caller.
 */
public final class SamlAssertion {

    private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    /** Conditions that are understood. One that is not makes the assertion none (SAML Core §2.5.1.1). */
    private static final Set<String> CONDITIONS = Set.of("AudienceRestriction", "OneTimeUse", "ProxyRestriction");

    private static final int LONGEST_ID = 200;

    private final Element assertion;
    private final ServiceProvider own;
    private final String issuer;
    private final Instant now;
    private final Instant expiresAt;

    SamlAssertion(Element assertion, String issuer, ServiceProvider own, String requestId, Instant now)
            throws SamlException {
        this.assertion = assertion;
        this.own = own;
        this.issuer = issuer;
        this.now = now;
        SamlException.require(
                SamlXml.attribute(assertion, "Version").equals(Optional.of("2.0")),
                "the assertion is of another version");
        SamlException.require(
                issuer.equals(SamlXml.text(SamlXml.required(assertion, SamlXml.ASSERTION, "Issuer"))),
                "the assertion is of somebody else");
        SamlException.require(!id().isEmpty() && id().length() <= LONGEST_ID, "the assertion has no id");
        requireNotAfterNow(time(assertion, "IssueInstant"));
        checkConditions();
        this.expiresAt = confirmedUntil(requestId);
    }

    public String id() {
        return SamlXml.attribute(assertion, "ID").orElse("");
    }

    /** From when on it is refused anyway. */
    public Instant expiresAt() {
        return expiresAt.plus(SamlAnswer.SKEW);
    }

    /** The name of the person. */
    public NameId nameId() throws SamlException {
        Element subject = SamlXml.required(assertion, SamlXml.ASSERTION, "Subject");
        Element name = SamlXml.required(subject, SamlXml.ASSERTION, "NameID");
        return new NameId(
                SamlXml.attribute(name, "Format").orElse(""),
                SamlXml.text(name),
                SamlXml.attribute(name, "NameQualifier").orElse(issuer).equals(issuer)
                        && SamlXml.attribute(name, "SPNameQualifier")
                                .orElse(own.entityId())
                                .equals(own.entityId()));
    }

    /**
     * @param format what kind of name it is
     * @param between whether it is a name between this provider and this server, not of a third
     */
    public record NameId(String format, String value, boolean between) {

        /** Whether it stays the person's and is never given to another (SAML Core §8.3.7). */
        public boolean isPersistent() {
            return format.equals(AuthnRequest.PERSISTENT) && between;
        }
    }

    /** The values of an attribute, by its name. */
    public List<String> attribute(String name) throws SamlException {
        List<String> values = new ArrayList<>();
        for (Element statement : SamlXml.children(assertion, SamlXml.ASSERTION, "AttributeStatement")) {
            for (Element one : SamlXml.children(statement, SamlXml.ASSERTION, "Attribute")) {
                if (SamlXml.attribute(one, "Name").equals(Optional.of(name))) {
                    for (Element value : SamlXml.children(one, SamlXml.ASSERTION, "AttributeValue")) {
                        values.add(SamlXml.text(value));
                    }
                }
            }
        }
        return values;
    }

    /** When and how the person signed in there. */
    public Authentication authentication() throws SamlException {
        List<Element> statements = SamlXml.children(assertion, SamlXml.ASSERTION, "AuthnStatement");
        SamlException.require(statements.size() == 1, "the assertion does not say once how the person signed in");
        Element statement = statements.get(0);
        Instant at = time(statement, "AuthnInstant");
        requireNotAfterNow(at);
        if (SamlXml.attribute(statement, "SessionNotOnOrAfter").isPresent()) {
            requireStill(time(statement, "SessionNotOnOrAfter"));
        }
        Optional<Element> context = SamlXml.child(statement, SamlXml.ASSERTION, "AuthnContext");
        Optional<Element> reference = context.isEmpty()
                ? Optional.empty()
                : SamlXml.child(context.get(), SamlXml.ASSERTION, "AuthnContextClassRef");
        return new Authentication(
                at,
                reference.isEmpty() ? "" : SamlXml.text(reference.get()),
                SamlXml.attribute(statement, "SessionIndex").orElse(""));
    }

    /**
     * @param context how, as an {@code AuthnContextClassRef}; empty if that is not said
     * @param session the name of the session there; empty if it has none
     */
    public record Authentication(Instant at, String context, String session) {}

    private void checkConditions() throws SamlException {
        Element conditions = SamlXml.required(assertion, SamlXml.ASSERTION, "Conditions");
        if (SamlXml.attribute(conditions, "NotBefore").isPresent()) {
            requireNotAfterNow(time(conditions, "NotBefore"));
        }
        if (SamlXml.attribute(conditions, "NotOnOrAfter").isPresent()) {
            requireStill(time(conditions, "NotOnOrAfter"));
        }
        List<Element> audiences = SamlXml.children(conditions, SamlXml.ASSERTION, "AudienceRestriction");
        SamlException.require(!audiences.isEmpty(), "the assertion is for nobody in particular");
        for (Element restriction : audiences) {
            boolean ours = false;
            for (Element audience : SamlXml.children(restriction, SamlXml.ASSERTION, "Audience")) {
                ours |= own.entityId().equals(SamlXml.text(audience));
            }
            SamlException.require(ours, "the assertion is for somebody else");
        }
        int understood = CONDITIONS.stream()
                .mapToInt(name ->
                        SamlXml.children(conditions, SamlXml.ASSERTION, name).size())
                .sum();
        SamlException.require(
                conditions.getElementsByTagNameNS("*", "*").getLength()
                        == understood + SamlXml.count(conditions, SamlXml.ASSERTION, "Audience"),
                "the assertion has a condition that nobody here knows");
    }

    /** The one confirmation that counts: whoever brings it, here, as an answer to that request, until a time that is said. */
    private Instant confirmedUntil(String requestId) throws SamlException {
        Element subject = SamlXml.required(assertion, SamlXml.ASSERTION, "Subject");
        List<Element> confirmations = SamlXml.children(subject, SamlXml.ASSERTION, "SubjectConfirmation").stream()
                .filter(one -> SamlXml.attribute(one, "Method").equals(Optional.of(BEARER)))
                .toList();
        SamlException.require(confirmations.size() == 1, "the assertion is not confirmed by whoever brings it");
        Element data = SamlXml.required(confirmations.get(0), SamlXml.ASSERTION, "SubjectConfirmationData");
        SamlException.require(
                SamlXml.attribute(data, "Recipient").equals(Optional.of(own.acsUrl())),
                "the assertion is for another place");
        SamlException.require(
                SamlXml.attribute(data, "InResponseTo").equals(Optional.of(requestId)),
                "the assertion is an answer to another request, or to none");
        SamlException.require(
                SamlXml.attribute(data, "NotBefore").isEmpty(), "the assertion is for later (SAML Profiles §4.1.4.2)");
        Instant until = time(data, "NotOnOrAfter");
        requireStill(until);
        return until;
    }

    private static Instant time(Element element, String name) throws SamlException {
        return IdentityProviderMetadata.instant(
                SamlXml.attribute(element, name).orElseThrow(() -> SamlException.refused("there is no " + name)));
    }

    private void requireNotAfterNow(Instant time) throws SamlException {
        SamlException.require(!time.minus(SamlAnswer.SKEW).isAfter(now), "the assertion is of tomorrow");
    }

    private void requireStill(Instant end) throws SamlException {
        SamlException.require(end.plus(SamlAnswer.SKEW).isAfter(now), "the assertion has expired");
    }
}
