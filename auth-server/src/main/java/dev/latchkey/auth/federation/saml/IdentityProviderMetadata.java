package dev.latchkey.auth.federation.saml;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * What a SAML identity provider publishes of itself (SAML Metadata §2.4.3), as far as it is used here.
 *
 * @param signOnUrl where browsers are sent, by the HTTP-Redirect binding
 * @param keys of its signatures; a certificate is only what a key comes in (SAML Metadata Interoperability Profile §2.6.1)
 * @param wantsSignedRequests whether it answers nothing else
 */
public record IdentityProviderMetadata(
        String entityId, String signOnUrl, List<PublicKey> keys, boolean wantsSignedRequests) {

    static final String REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;

    public IdentityProviderMetadata {
        keys = List.copyOf(keys);
    }

    /** @throws SamlException if it is somebody else's, no longer valid, or without what every provider has */
    public static IdentityProviderMetadata of(byte[] document, String entityId, Instant now) throws SamlException {
        Element root = SamlXml.parse(document, true);
        Element entity = Stream.concat(
                        Stream.of(root), SamlXml.children(root, SamlXml.METADATA, "EntityDescriptor").stream())
                .filter(one -> SamlXml.is(one, SamlXml.METADATA, "EntityDescriptor"))
                .filter(one -> SamlXml.attribute(one, "entityID").equals(Optional.of(entityId)))
                .findFirst()
                .orElseThrow(() -> SamlException.refused("the metadata is of somebody else"));
        checkValidity(root, now);
        checkValidity(entity, now);
        Element provider = SamlXml.required(entity, SamlXml.METADATA, "IDPSSODescriptor");
        checkValidity(provider, now);
        List<PublicKey> keys = keys(provider);
        SamlException.require(!keys.isEmpty(), "the metadata has no key for signatures that is long enough");
        return new IdentityProviderMetadata(
                entityId,
                signOnUrl(provider),
                keys,
                SamlXml.attribute(provider, "WantAuthnRequestsSigned")
                        .filter(value -> value.equals("true") || value.equals("1"))
                        .isPresent());
    }

    private static void checkValidity(Element element, Instant now) throws SamlException {
        Optional<String> until = SamlXml.attribute(element, "validUntil");
        if (until.isPresent()) {
            SamlException.require(instant(until.get()).isAfter(now), "the metadata is no longer valid");
        }
    }

    private static String signOnUrl(Element provider) throws SamlException {
        return SamlXml.children(provider, SamlXml.METADATA, "SingleSignOnService").stream()
                .filter(one -> SamlXml.attribute(one, "Binding").equals(Optional.of(REDIRECT)))
                .flatMap(one -> SamlXml.attribute(one, "Location").stream())
                .filter(IdentityProviderMetadata::isWebAddress)
                .findFirst()
                .orElseThrow(() -> SamlException.refused("the metadata has no sign-on service with HTTP-Redirect"));
    }

    private static List<PublicKey> keys(Element provider) throws SamlException {
        List<PublicKey> keys = new ArrayList<>();
        for (Element descriptor : SamlXml.children(provider, SamlXml.METADATA, "KeyDescriptor")) {
            if (SamlXml.attribute(descriptor, "use").orElse("signing").equals("signing")) {
                for (Element info : SamlXml.children(descriptor, SamlXml.SIGNATURE, "KeyInfo")) {
                    for (Element data : SamlXml.children(info, SamlXml.SIGNATURE, "X509Data")) {
                        for (Element one : SamlXml.children(data, SamlXml.SIGNATURE, "X509Certificate")) {
                            keys.add(certificate(SamlXml.text(one)).getPublicKey());
                        }
                    }
                }
            }
        }
        keys.removeIf(key -> !isLongEnough(key));
        return keys;
    }

    private static X509Certificate certificate(String base64) throws SamlException {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | IllegalArgumentException malformed) {
            throw SamlException.refused("the metadata has a certificate that cannot be read");
        }
    }

    private static boolean isLongEnough(PublicKey key) {
        return (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS)
                || (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS);
    }

    /** The browser is sent there: never to anything that runs code. */
    private static boolean isWebAddress(String text) {
        try {
            URI uri = URI.create(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    /** SAML Core §1.3.3: in UTC, and that is to be said. */
    static Instant instant(String text) throws SamlException {
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException malformed) {
            throw SamlException.refused("a time cannot be read");
        }
    }
}
