package dev.latchkey.auth.ldap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands where a directory is expected, and passes everything on to one, or does to whoever connects what a test says. */
public final class LdapFront implements AutoCloseable {

    private final ServerSocket listener;
    private final int directory;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "ldap-front");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Behaviour behaviour;

    /** What is done to a connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Behaviour {
        void meet(Socket visitor) throws Exception;
    }

    public LdapFront(TestDirectory directory) throws IOException {
        this.directory = URI.create(directory.url()).getPort();
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.behaviour = passingTo(this.directory);
        threads.execute(this::listen);
    }

    public String url() {
        return "ldap://localhost:" + listener.getLocalPort();
    }

    /** From now on; {@link #passOn} ends it. */
    public void behave(Behaviour other) {
        behaviour = other;
    }

    public void passOn() {
        behaviour = passingTo(directory);
    }

    /** To whatever listens on that port of the loopback. */
    public Behaviour passingTo(int port) {
        return visitor -> {
            try (Socket other = new Socket(InetAddress.getLoopbackAddress(), port)) {
                threads.execute(() -> pump(other, visitor));
                pump(visitor, other);
            }
        };
    }

    private void listen() {
        try {
            while (!listener.isClosed()) {
                Socket visitor = listener.accept();
                threads.execute(() -> meet(visitor));
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private void meet(Socket visitor) {
        try (visitor) {
            behaviour.meet(visitor);
        } catch (Exception gone) {
            // Whoever came has left, or is sent away.
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException gone) {
            // One side has hung up, and so does the other.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
