package dev.latchkey.auth.federation;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** The answer of a SAML provider. As it is made it is right; a test changes one thing, before or after it is signed. */
final class SamlResponse {

    static final String PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    StubSamlProvider.Key key;
    boolean signAssertion = true;
    boolean signResponse;
    boolean bringKey;
    String signatureMethod = RSA_SHA256;
    String digestMethod = DigestMethod.SHA256;
    String responseId = "_r" + UUID.randomUUID();
    String assertionId = "_a" + UUID.randomUUID();

    @Nullable
    String responseTo;

    @Nullable
    String confirmedTo;

    @Nullable
    String destination;

    String responseIssuer;
    String issuer;
    String status = "urn:oasis:names:tc:SAML:2.0:status:Success";
    String nameId = "";
    String nameIdFormat = PERSISTENT;
    String qualifiers = "";
    String method = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    String recipient;

    @Nullable
    String audience;

    String conditions = "";
    boolean withConditions = true;

    @Nullable
    Instant notBefore = null;

    Instant confirmedUntil = Instant.now().plusSeconds(300);
    Instant conditionsUntil = Instant.now().plusSeconds(300);
    Instant issued = Instant.now();
    Instant signedInAt = Instant.now();
    String context = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
    String confirmationTimes = "";
    final Map<String, String> attributes = new LinkedHashMap<>();
    UnaryOperator<String> beforeSigning = UnaryOperator.identity();
    UnaryOperator<String> afterSigning = UnaryOperator.identity();

    SamlResponse(StubSamlProvider.Key key, String request, String acs, String audience, String issuer) {
        this.key = key;
        this.responseTo = request;
        this.confirmedTo = request;
        this.destination = acs;
        this.recipient = acs;
        this.audience = audience;
        this.issuer = issuer;
        this.responseIssuer = issuer;
    }

    String encoded() {
        return Base64.getEncoder().encodeToString(xml().getBytes(StandardCharsets.UTF_8));
    }

    private String xml() {
        Document document = parse(beforeSigning.apply(unsigned())).getOwnerDocument();
        if (signAssertion) {
            sign((Element) document.getElementsByTagNameNS("*", "Assertion").item(0));
        }
        if (signResponse) {
            sign(document.getDocumentElement());
        }
        return afterSigning.apply(text(document));
    }

    private String unsigned() {
        return """
                <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" \
                xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="%s" Version="2.0" IssueInstant="%s"%s%s>\
                <saml:Issuer>%s</saml:Issuer><samlp:Status><samlp:StatusCode Value="%s"/></samlp:Status>%s</samlp:Response>""".formatted(
                        responseId,
                        time(issued),
                        attribute("InResponseTo", responseTo),
                        attribute("Destination", destination),
                        responseIssuer,
                        status,
                        assertion());
    }

    String assertion() {
        StringBuilder statement = new StringBuilder();
        attributes.forEach((name, value) -> statement
                .append("<saml:Attribute Name=\"")
                .append(name)
                .append("\"><saml:AttributeValue>")
                .append(value)
                .append("</saml:AttributeValue></saml:Attribute>"));
        String restriction = audience == null
                ? ""
                : "<saml:AudienceRestriction><saml:Audience>" + audience
                        + "</saml:Audience></saml:AudienceRestriction>";
        String condition = withConditions
                ? "<saml:Conditions" + attribute("NotBefore", notBefore == null ? null : time(notBefore))
                        + attribute("NotOnOrAfter", time(conditionsUntil)) + ">" + restriction + conditions
                        + "</saml:Conditions>"
                : "";
        return """
                <saml:Assertion ID="%s" Version="2.0" IssueInstant="%s"><saml:Issuer>%s</saml:Issuer><saml:Subject>\
                <saml:NameID Format="%s"%s>%s</saml:NameID><saml:SubjectConfirmation Method="%s">\
                <saml:SubjectConfirmationData Recipient="%s"%s NotOnOrAfter="%s"%s/></saml:SubjectConfirmation></saml:Subject>%s\
                <saml:AuthnStatement AuthnInstant="%s" SessionIndex="_s1"><saml:AuthnContext><saml:AuthnContextClassRef>%s\
                </saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>%s\
                </saml:AttributeStatement></saml:Assertion>""".formatted(
                        assertionId,
                        time(issued),
                        issuer,
                        nameIdFormat,
                        qualifiers,
                        nameId,
                        method,
                        recipient,
                        attribute("InResponseTo", confirmedTo),
                        time(confirmedUntil),
                        confirmationTimes,
                        condition,
                        time(signedInAt),
                        context,
                        statement);
    }

    private void sign(Element element) {
        try {
            XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
            Reference reference = factory.newReference(
                    "#" + element.getAttribute("ID"),
                    factory.newDigestMethod(digestMethod, null),
                    List.of(
                            factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                            factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
                    null,
                    null);
            element.setIdAttribute("ID", true);
            Node after = element.getFirstChild().getNextSibling();
            DOMSignContext context = new DOMSignContext(key.key(), element, after);
            context.setDefaultNamespacePrefix("ds");
            KeyInfo brought = bringKey
                    ? factory.getKeyInfoFactory()
                            .newKeyInfo(List.of(factory.getKeyInfoFactory()
                                    .newX509Data(List.of(java.security.cert.CertificateFactory.getInstance("X.509")
                                            .generateCertificate(new java.io.ByteArrayInputStream(
                                                    Base64.getDecoder().decode(key.certificate())))))))
                    : null;
            factory.newXMLSignature(
                            factory.newSignedInfo(
                                    factory.newCanonicalizationMethod(
                                            CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                                    factory.newSignatureMethod(signatureMethod, null),
                                    List.of(reference)),
                            brought)
                    .sign(context);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static Element parse(String xml) {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new IllegalStateException(xml, e);
        }
    }

    private static String text(Document document) {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String attribute(String name, @Nullable String value) {
        return value == null ? "" : " " + name + "=\"" + value + "\"";
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
