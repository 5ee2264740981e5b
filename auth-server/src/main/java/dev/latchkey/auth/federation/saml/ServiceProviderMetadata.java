package dev.latchkey.auth.federation.saml;

import java.io.StringWriter;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What this server publishes of itself for a provider (SAML Metadata §2.4.4). */
public final class ServiceProviderMetadata {

    private ServiceProviderMetadata() {}

    /** No key for encryption is among it: what a provider encrypts could not be read here. */
    public static String of(ServiceProvider own, SigningIdentity key, boolean signsRequests) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("md", "EntityDescriptor", SamlXml.METADATA);
            xml.writeNamespace("md", SamlXml.METADATA);
            xml.writeAttribute("entityID", own.entityId());
            xml.writeStartElement("md", "SPSSODescriptor", SamlXml.METADATA);
            xml.writeAttribute("protocolSupportEnumeration", SamlXml.PROTOCOL);
            xml.writeAttribute("AuthnRequestsSigned", Boolean.toString(signsRequests));
            xml.writeAttribute("WantAssertionsSigned", "true");
            writeKey(xml, key);
            xml.writeStartElement("md", "NameIDFormat", SamlXml.METADATA);
            xml.writeCharacters(AuthnRequest.PERSISTENT);
            xml.writeEndElement();
            xml.writeEmptyElement("md", "AssertionConsumerService", SamlXml.METADATA);
            xml.writeAttribute("Binding", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST");
            xml.writeAttribute("Location", own.acsUrl());
            xml.writeAttribute("index", "0");
            xml.writeAttribute("isDefault", "true");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException | CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private static void writeKey(XMLStreamWriter xml, SigningIdentity key)
            throws XMLStreamException, CertificateEncodingException {
        xml.writeStartElement("md", "KeyDescriptor", SamlXml.METADATA);
        xml.writeAttribute("use", "signing");
        xml.writeStartElement("ds", "KeyInfo", SamlXml.SIGNATURE);
        xml.writeNamespace("ds", SamlXml.SIGNATURE);
        xml.writeStartElement("ds", "X509Data", SamlXml.SIGNATURE);
        xml.writeStartElement("ds", "X509Certificate", SamlXml.SIGNATURE);
        xml.writeCharacters(Base64.getEncoder().encodeToString(key.certificate().getEncoded()));
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }
}
