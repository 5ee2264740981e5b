package dev.latchkey.auth.federation.saml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider to sign somebody in (SAML Core §3.4.1).
 *
 * @param id which the answer has to name
 * @param persistent whether a name is asked for that stays the person's, and is nobody else's
 * @param again whether the person has to sign in there again
 */
public record AuthnRequest(String id, Instant at, boolean persistent, boolean again) {

    private static final String POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
    static final String PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

    /**
     * The address by which the browser takes it there (HTTP-Redirect binding, SAML Bindings §3.4).
     *
     * @param key to sign it with; null for no signature
     */
    public String address(
            IdentityProviderMetadata provider, ServiceProvider own, String relayState, @Nullable SigningIdentity key) {
        String query = "SAMLRequest=" + encoded(deflated(xml(provider, own))) + "&RelayState=" + encoded(relayState);
        if (key != null) {
            query += "&SigAlg=" + encoded(SigningIdentity.ALGORITHM);
            query += "&Signature=" + encoded(key.sign(query));
        }
        return provider.signOnUrl() + (provider.signOnUrl().contains("?") ? "&" : "?") + query;
    }

    private String xml(IdentityProviderMetadata provider, ServiceProvider own) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartElement("samlp", "AuthnRequest", SamlXml.PROTOCOL);
            xml.writeNamespace("samlp", SamlXml.PROTOCOL);
            xml.writeNamespace("saml", SamlXml.ASSERTION);
            xml.writeAttribute("ID", id);
            xml.writeAttribute("Version", "2.0");
            xml.writeAttribute(
                    "IssueInstant", at.truncatedTo(ChronoUnit.SECONDS).toString());
            xml.writeAttribute("Destination", provider.signOnUrl());
            xml.writeAttribute("AssertionConsumerServiceURL", own.acsUrl());
            xml.writeAttribute("ProtocolBinding", POST);
            if (again) {
                xml.writeAttribute("ForceAuthn", "true");
            }
            xml.writeStartElement("saml", "Issuer", SamlXml.ASSERTION);
            xml.writeCharacters(own.entityId());
            xml.writeEndElement();
            if (persistent) {
                xml.writeEmptyElement("samlp", "NameIDPolicy", SamlXml.PROTOCOL);
                xml.writeAttribute("Format", PERSISTENT);
                xml.writeAttribute("AllowCreate", "true");
            }
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private static String deflated(String xml) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(xml.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
