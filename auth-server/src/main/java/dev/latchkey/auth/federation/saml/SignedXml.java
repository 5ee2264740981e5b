package dev.latchkey.auth.federation.saml;

import java.io.IOException;
import java.io.InputStream;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Element;

/**
 * The signature of an element over itself, as SAML has it (SAML Core §5.4): one reference, to the element that the signature stands
 * in, and no transforms but the two that are meant for that. What was digested is read again by itself, so that whatever else the
 * document has, in whatever place, cannot be taken for what was signed (signature wrapping).
 */
final class SignedXml {

    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final Set<String> SIGNATURES = Set.of(
            MORE + "rsa-sha256",
            MORE + "rsa-sha384",
            MORE + "rsa-sha512",
            MORE + "ecdsa-sha256",
            MORE + "ecdsa-sha384",
            MORE + "ecdsa-sha512",
            "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1");
    private static final Set<String> DIGESTS = Set.of(DigestMethod.SHA256, MORE + "sha384", DigestMethod.SHA512);
    private static final Set<String> CANONICAL =
            Set.of(CanonicalizationMethod.EXCLUSIVE, CanonicalizationMethod.INCLUSIVE);
    private static final Set<String> TRANSFORMS =
            Set.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE, CanonicalizationMethod.INCLUSIVE);

    private SignedXml() {}

    static boolean isSigned(Element element) {
        return !SamlXml.children(element, SamlXml.SIGNATURE, "Signature").isEmpty();
    }

    /**
     * What the signature of this element covers.
     *
     * @param keys of whom it has to be; keys that the signature brings are not looked at
     * @return the element as it was signed, in a document of its own
     * @throws SamlException if there is no such signature, or it is by none of the keys
     */
    static Element covered(Element element, List<PublicKey> keys) throws SamlException {
        Element signature = SamlXml.required(element, SamlXml.SIGNATURE, "Signature");
        String id = SamlXml.attribute(element, "ID").orElse("");
        SamlException.require(!id.isEmpty(), "what is signed has no id");
        element.setIdAttributeNS(null, "ID", true);
        for (PublicKey key : keys) {
            Optional<byte[]> digested = digested(signature, id, key);
            if (digested.isPresent()) {
                Element covered = SamlXml.parse(digested.get(), false);
                SamlException.require(
                        SamlXml.is(covered, String.valueOf(element.getNamespaceURI()), element.getLocalName())
                                && SamlXml.attribute(covered, "ID").equals(Optional.of(id)),
                        "something else is signed");
                return covered;
            }
        }
        throw SamlException.refused("the signature is not theirs");
    }

    private static Optional<byte[]> digested(Element signature, String id, PublicKey key) throws SamlException {
        DOMValidateContext context = new DOMValidateContext(KeySelector.singletonKeySelector(key), signature);
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        context.setProperty("javax.xml.crypto.dsig.cacheReference", true);
        try {
            XMLSignature parsed = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            Reference reference = onlyReference(parsed, id);
            if (!parsed.validate(context)) {
                return Optional.empty();
            }
            try (InputStream bytes = reference.getDigestInputStream()) {
                return Optional.of(bytes.readAllBytes());
            }
        } catch (MarshalException | ClassCastException malformed) {
            throw SamlException.refused("the signature is malformed");
        } catch (XMLSignatureException | IOException unfit) {
            return Optional.empty(); // a key of another kind, for one
        }
    }

    private static Reference onlyReference(XMLSignature signature, String id) throws SamlException {
        SignedInfo info = signature.getSignedInfo();
        SamlException.require(
                SIGNATURES.contains(info.getSignatureMethod().getAlgorithm()), "the signature is of a kind not taken");
        SamlException.require(
                CANONICAL.contains(info.getCanonicalizationMethod().getAlgorithm()), "the signature is not canonical");
        SamlException.require(signature.getObjects().isEmpty(), "the signature brings objects");
        SamlException.require(info.getReferences().size() == 1, "the signature is over several things");
        Reference reference = info.getReferences().get(0);
        SamlException.require(("#" + id).equals(reference.getURI()), "the signature is over something else");
        SamlException.require(
                DIGESTS.contains(reference.getDigestMethod().getAlgorithm()), "the digest is of a kind not taken");
        List<Transform> transforms = reference.getTransforms();
        SamlException.require(
                transforms.size() == 2
                        && transforms.get(0).getAlgorithm().equals(Transform.ENVELOPED)
                        && transforms.stream().allMatch(one -> TRANSFORMS.contains(one.getAlgorithm())),
                "the signature transforms what it is over");
        return reference;
    }
}
