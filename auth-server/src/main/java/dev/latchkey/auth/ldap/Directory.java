package dev.latchkey.auth.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Asks the directory whether a password is somebody's. Each question has a connection of its own, on a thread of which there are few,
 * and a time limit that covers everything: a directory that is slow holds up nobody but whoever waits for it.
 *
 * <p>An unknown name, a wrong password and a disabled entry cost the same questions: where there is nobody, a name that does not exist
 * is asked in their stead.
 */
public class Directory implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Directory.class);
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_PASSWORD = 1024;
    private static final long IDLE_SECONDS = 30;

    private final LdapProperties properties;
    private final DirectoryEntries entries;
    private final DirectoryConnections connections;
    private final ThreadPoolExecutor threads;

    Directory(LdapProperties properties) {
        this.properties = properties;
        this.entries = new DirectoryEntries(properties);
        this.connections = new DirectoryConnections(properties);
        this.threads = new ThreadPoolExecutor(
                0,
                properties.concurrency(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Directory::thread);
    }

    /**
     * Whose name and password these are.
     *
     * @return nobody if there is not exactly one such entry, it is disabled, or the password is wrong
     */
    public Optional<DirectoryPerson> authenticate(String typed, String password) throws DirectoryUnavailableException {
        String name = typed.strip();
        if (!isAcceptable(name, LONGEST_NAME) || !isAcceptable(password, LONGEST_PASSWORD)) {
            return Optional.empty(); // depends on what was typed alone; an empty password would be nobody's and right
        }
        return within(connection -> {
            Optional<Entry> found = only(connection, entries.byName(name)).filter(one -> entries.isCalled(one, name));
            return proven(connection, found, password);
        });
    }

    /** Whether this is the password of the person with this id. */
    public boolean confirms(String id, String password) throws DirectoryUnavailableException {
        if (!isAcceptable(password, LONGEST_PASSWORD)) {
            return false;
        }
        return within(connection -> proven(connection, only(connection, entries.byId(id)), password))
                .filter(person -> person.id().equals(id))
                .isPresent();
    }

    /** Asks as much as {@link #authenticate} and tells nothing, for somebody who is not of the directory. */
    public void pretend(String typed) throws DirectoryUnavailableException {
        String name = typed.strip();
        if (isAcceptable(name, LONGEST_NAME)) {
            within(connection -> {
                only(connection, entries.byName(name));
                return proven(connection, Optional.empty(), UUID.randomUUID().toString());
            });
        }
    }

    /** Whether it answers. */
    public void test() throws DirectoryUnavailableException {
        Optional<Entry> base =
                within(connection -> Optional.ofNullable(connection.getEntry(properties.baseDn(), "1.1")));
        if (base.isEmpty()) {
            throw new DirectoryUnavailableException("has no base, or does not show it");
        }
    }

    private Optional<Entry> only(LDAPConnection connection, Filter filter) throws LDAPException {
        FoundEntries found = new FoundEntries();
        SearchRequest request = new SearchRequest(
                found,
                properties.baseDn(),
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                FoundEntries.MOST,
                (int) Math.max(1, properties.timeout().toSeconds()),
                false,
                filter,
                entries.attributes());
        request.setFollowReferrals(false);
        try {
            connection.search(request);
            return found.only();
        } catch (LDAPException several) {
            if (several.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                log.warn("A name means more than one entry of the directory: nobody gets in by it");
                return Optional.empty();
            }
            throw several;
        }
    }

    private Optional<DirectoryPerson> proven(LDAPConnection connection, Optional<Entry> found, String password)
            throws LDAPException {
        String name = found.isPresent() ? found.get().getDN() : "cn=" + UUID.randomUUID() + "," + properties.baseDn();
        boolean right = isRight(connection, name, password);
        Optional<String> id = found.flatMap(entries::id);
        if (found.isEmpty() || !right || entries.isDisabled(found.get())) {
            return Optional.empty();
        }
        if (id.isEmpty()) {
            log.warn("An entry of the directory has no {}: nobody gets in by it", properties.idAttribute());
            return Optional.empty();
        }
        return Optional.of(entries.person(found.get(), id.get()));
    }

    private static boolean isRight(LDAPConnection connection, String name, String password) throws LDAPException {
        BindRequest request = new SimpleBindRequest(name, password);
        try {
            return connection.bind(request).getResultCode().equals(ResultCode.SUCCESS);
        } catch (LDAPException refused) {
            if (DirectoryConnections.isAnswer(refused.getResultCode())) {
                return false;
            }
            throw refused;
        }
    }

    private interface Question<T> {
        Optional<T> ask(LDAPConnection connection) throws LDAPException;
    }

    private <T> Optional<T> within(Question<T> question) throws DirectoryUnavailableException {
        Future<Optional<T>> answer;
        try {
            answer = threads.submit(() -> {
                try (LDAPConnection connection = connections.open()) {
                    return question.ask(connection);
                }
            });
        } catch (RejectedExecutionException full) {
            throw new DirectoryUnavailableException("too many wait at once");
        }
        try {
            return answer.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw unavailable("it took too long");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable("the wait was interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof LDAPException refused) {
                throw unavailable(refused.getResultCode() + " " + refused.getMessage());
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static DirectoryUnavailableException unavailable(String why) {
        log.warn("The directory did not answer: {}", why);
        return new DirectoryUnavailableException(why);
    }

    private static boolean isAcceptable(String text, int longest) {
        return !text.isEmpty() && text.length() <= longest && text.indexOf('\0') < 0;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "directory-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
