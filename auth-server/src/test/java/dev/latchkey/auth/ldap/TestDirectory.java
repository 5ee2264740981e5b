package dev.latchkey.auth.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A directory of a company, on a port of the loopback, with what it was asked. */
public final class TestDirectory implements AutoCloseable {

    public static final String BASE = "dc=example,dc=com";
    public static final String READER = "cn=reader," + BASE;
    public static final String READER_PASSWORD = "reader password";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final InMemoryDirectoryServer server;
    private final List<String> filters = new CopyOnWriteArrayList<>();
    private final List<String> binds = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch hanging = new CountDownLatch(0);

    public TestDirectory() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        config.addAdditionalBindCredentials(READER, READER_PASSWORD);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("plain", 0));
        config.addInMemoryOperationInterceptor(new Watch());
        server = new InMemoryDirectoryServer(config);
        server.add(new Entry("dn: " + BASE, "objectClass: domain", "dc: example"));
        server.add(new Entry("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people"));
        server.startListening();
    }

    public String url() {
        return "ldap://localhost:" + server.getListenPort();
    }

    /** Somebody new, with an address and no groups. */
    public Person person(String uid, String password) {
        try {
            String dn = "uid=" + uid + ",ou=people," + BASE;
            server.add(new Entry(
                    "dn: " + dn,
                    "objectClass: inetOrgPerson",
                    "uid: " + uid,
                    "cn: Person " + uid,
                    "displayName: Person of the Directory",
                    "mail: " + uid + "@directory.example.test",
                    "userPassword: " + password));
            return new Person(dn, uid, password);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    public Person newPerson() {
        String uid = "dir-" + COUNT.incrementAndGet() + "-"
                + UUID.randomUUID().toString().substring(0, 6);
        return person(uid, "directory password of " + uid);
    }

    /** An entry of it. */
    public record Person(String dn, String uid, String password) {

        public String email() {
            return uid + "@directory.example.test";
        }
    }

    /** What never changes of it. */
    public String idOf(Person person) {
        try {
            return server.getEntry(person.dn(), "entryUUID").getAttributeValue("entryUUID");
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    public void change(Person person, String attribute, String... values) {
        try {
            server.modify(person.dn(), new Modification(ModificationType.REPLACE, attribute, values));
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    public void remove(Person person) {
        try {
            server.delete(person.dn());
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<String> filters() {
        return filters;
    }

    /** Whose passwords were tried, but for the reader's. */
    public List<String> binds() {
        return binds;
    }

    public void forget() {
        filters.clear();
        binds.clear();
    }

    /** Takes questions and does not answer them from now on. */
    public void hang() {
        hanging = new CountDownLatch(1);
    }

    public void goOn() {
        hanging.countDown();
    }

    /** Nobody listens any more. */
    public void goDown() {
        server.shutDown(true);
    }

    public void comeBack() {
        try {
            server.startListening();
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        goOn();
        goDown();
    }

    private final class Watch extends InMemoryOperationInterceptor {

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            filters.add(request.getRequest().getFilter().toString());
            await();
        }

        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
            if (!request.getRequest().getBindDN().equals(READER)) {
                binds.add(request.getRequest().getBindDN());
            }
            await();
        }

        private void await() throws LDAPException {
            try {
                if (!hanging.await(20, TimeUnit.SECONDS)) {
                    throw new LDAPException(ResultCode.BUSY);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LDAPException(ResultCode.BUSY, e);
            }
        }
    }
}
