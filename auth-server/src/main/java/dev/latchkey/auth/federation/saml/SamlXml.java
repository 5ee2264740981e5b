package dev.latchkey.auth.federation.saml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads XML of others: no document type and so no entities, nothing fetched, and neither comments nor processing instructions, with
 * which one text has been read as two (CVE-2018-0489). An id names one element.
 */
final class SamlXml {

    static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
    static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
    static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
    static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

    private SamlXml() {}

    /** @param comments whether comments are passed over, as in documents that people write, or refused */
    static Element parse(byte[] document, boolean comments) throws SamlException {
        try {
            DocumentBuilder builder = factory(comments).newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            Document parsed = builder.parse(new ByteArrayInputStream(document));
            check(parsed.getDocumentElement(), new HashSet<>());
            for (Node node = parsed.getFirstChild(); node != null; node = node.getNextSibling()) {
                SamlException.require(
                        node.getNodeType() == Node.ELEMENT_NODE, "the XML has more than elements and text");
            }
            return parsed.getDocumentElement();
        } catch (SAXException | IOException malformed) {
            throw SamlException.refused("the XML is malformed, or has a document type");
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static DocumentBuilderFactory factory(boolean comments) throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        factory.setCoalescing(true);
        factory.setIgnoringComments(comments);
        return factory;
    }

    private static void check(Element element, Set<String> ids) throws SamlException {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if ("id".equals(attribute.getLocalName().toLowerCase(Locale.ROOT))) {
                SamlException.require(ids.add(attribute.getNodeValue()), "the XML has one id twice");
            }
        }
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                check(child, ids);
            } else {
                SamlException.require(node.getNodeType() == Node.TEXT_NODE, "the XML has more than elements and text");
            }
        }
    }

    static boolean is(Element element, String namespace, String name) {
        return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    static List<Element> children(Element parent, String namespace, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && is(child, namespace, name)) {
                found.add(child);
            }
        }
        return found;
    }

    /** The only child of this name; nothing if there is none. */
    static Optional<Element> child(Element parent, String namespace, String name) throws SamlException {
        List<Element> found = children(parent, namespace, name);
        SamlException.require(found.size() <= 1, "there is more than one " + name);
        return found.stream().findFirst();
    }

    static Element required(Element parent, String namespace, String name) throws SamlException {
        return child(parent, namespace, name).orElseThrow(() -> SamlException.refused("there is no " + name));
    }

    /** How often an element of this name is anywhere below. */
    static int count(Element root, String namespace, String name) {
        NodeList found = root.getElementsByTagNameNS(namespace, name);
        return found.getLength();
    }

    /** The text of an element that has nothing else. */
    static String text(Element element) throws SamlException {
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            SamlException.require(node.getNodeType() == Node.TEXT_NODE, "there is more than text where text has to be");
            text.append(node.getNodeValue());
        }
        return text.toString().strip();
    }

    static Optional<String> attribute(Element element, String name) {
        return element.hasAttributeNS(null, name) ? Optional.of(element.getAttributeNS(null, name)) : Optional.empty();
    }

    /** Errors are thrown, and written nowhere. */
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
