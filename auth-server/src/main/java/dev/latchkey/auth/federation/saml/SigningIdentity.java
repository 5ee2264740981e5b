package dev.latchkey.auth.federation.saml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** The key by which providers know requests to be ours, and the certificate that they want it in. Each provider knows another. */
public final class SigningIdentity {

    static final String ALGORITHM = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private static final String JCA_ALGORITHM = "SHA256withRSA";
    private static final int BITS = 3072;
    private static final int YEARS = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final PrivateKey key;
    private final X509Certificate certificate;

    private SigningIdentity(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** A new one, as text that is to be kept secret. */
    public static String generate(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(pair.getPrivate().getEncoded()) + "."
                    + base64.encodeToString(selfSigned(pair, now));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param text as {@link #generate} made it */
    public static SigningIdentity of(String text) {
        List<String> parts = List.of(text.split("\\.", 2));
        try {
            byte[] encoded = Base64.getDecoder().decode(parts.get(0));
            byte[] der = Base64.getDecoder().decode(parts.get(1));
            return new SigningIdentity(
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)), (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    String sign(String text) {
        try {
            return Base64.getEncoder().encodeToString(signed(key, text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Nobody looks at anything in it but the key; for ten years, because some refuse one that has expired. */
    private static byte[] selfSigned(KeyPair pair, Instant now) throws GeneralSecurityException {
        X500Name name = new X500Name("CN=Latchkey service provider");
        AlgorithmIdentifier algorithm =
                new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(
                new ASN1Integer(BigInteger.valueOf(UUID.randomUUID().getMostSignificantBits() >>> 1)
                        .add(BigInteger.ONE)));
        generator.setIssuer(name);
        generator.setSubject(name);
        generator.setStartDate(time(now));
        generator.setEndDate(time(now.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant()));
        generator.setSignature(algorithm);
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        TBSCertificate unsigned = generator.generateTBSCertificate();
        try {
            byte[] signature = signed(pair.getPrivate(), unsigned.getEncoded(ASN1Encoding.DER));
            return new DERSequence(
                            new org.bouncycastle.asn1.ASN1Encodable[] {unsigned, algorithm, new DERBitString(signature)
                            })
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Time time(Instant instant) {
        return new Time(new DERGeneralizedTime(TIME.format(instant)));
    }

    private static byte[] signed(PrivateKey key, byte[] bytes) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(JCA_ALGORITHM);
        signature.initSign(key);
        signature.update(bytes);
        return signature.sign();
    }

    @Override
    public String toString() {
        return "SigningIdentity";
    }
}
