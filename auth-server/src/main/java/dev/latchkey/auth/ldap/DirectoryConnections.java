package dev.latchkey.auth.ldap;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.File;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.util.Set;
import javax.net.ssl.X509TrustManager;

/** Opens connections to the directory, over TLS that is checked, for whoever looks for people. */
final class DirectoryConnections {

    /** What a directory says to a bind that is refused for what was typed, or for the state of the entry. */
    private static final Set<ResultCode> ANSWERS = Set.of(
            ResultCode.INVALID_CREDENTIALS,
            ResultCode.NO_SUCH_OBJECT,
            ResultCode.INAPPROPRIATE_AUTHENTICATION,
            ResultCode.INVALID_DN_SYNTAX,
            ResultCode.UNWILLING_TO_PERFORM,
            ResultCode.CONSTRAINT_VIOLATION,
            ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
            ResultCode.REFERRAL);

    /** More than any entry of a person has, whatever the groups, and less than what would be felt. */
    private static final int LARGEST_MESSAGE = 1024 * 1024;

    private final LdapProperties properties;

    DirectoryConnections(LdapProperties properties) {
        this.properties = properties;
    }

    static boolean isAnswer(ResultCode code) {
        return ANSWERS.contains(code);
    }

    LDAPConnection open() throws LDAPException {
        LDAPURL address = properties.address();
        LDAPConnection connection = connect(address);
        try {
            if (properties.startTls()) {
                startTls(connection);
            }
            if (!properties.bindDn().isEmpty()) {
                connection.bind(properties.bindDn(), properties.bindPassword());
            }
            return connection;
        } catch (LDAPException | GeneralSecurityException failed) {
            connection.close();
            throw failed instanceof LDAPException refused ? refused : noTls(failed);
        }
    }

    /** A directory that cannot do it says so, and nothing more is said to it: what would follow could be read by others. */
    private void startTls(LDAPConnection connection) throws LDAPException, GeneralSecurityException {
        ExtendedResult result =
                connection.processExtendedOperation(new StartTLSExtendedRequest(tls().createSSLContext()));
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
            throw new LDAPException(result);
        }
    }

    private LDAPConnection connect(LDAPURL address) throws LDAPException {
        try {
            return properties.isTls()
                    ? new LDAPConnection(
                            tls().createSSLSocketFactory(), options(), address.getHost(), address.getPort())
                    : new LDAPConnection(options(), address.getHost(), address.getPort());
        } catch (GeneralSecurityException failed) {
            throw noTls(failed);
        }
    }

    private LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) properties.connectTimeout().toMillis());
        options.setResponseTimeoutMillis(properties.timeout().toMillis());
        options.setMaxMessageSize(LARGEST_MESSAGE);
        options.setFollowReferrals(false);
        options.setBindWithDNRequiresPassword(true);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        return options;
    }

    private SSLUtil tls() throws KeyStoreException {
        String file = properties.trustedCertificates();
        X509TrustManager trusted =
                file.isEmpty() ? JVMDefaultTrustManager.getInstance() : new PEMFileTrustManager(new File(file));
        return new SSLUtil(trusted);
    }

    private static LDAPException noTls(Exception failed) {
        return new LDAPException(ResultCode.CONNECT_ERROR, "TLS cannot be used: " + failed.getMessage(), failed);
    }
}
