package dev.latchkey.auth.database;

import dev.latchkey.auth.startup.StartupFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** A running PostgreSQL of this server alone, and how to connect to it. */
final class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final int ATTEMPTS = 3;

    private final FolderLock lock;
    private final PostgresCluster cluster;
    private final String password;
    private final int port;

    private EmbeddedDatabase(FolderLock lock, PostgresCluster cluster, String password, int port) {
        this.lock = lock;
        this.cluster = cluster;
        this.password = password;
        this.port = port;
    }

    static EmbeddedDatabase start(Path folder, DatabaseProperties properties) {
        FolderLock lock = FolderLock.claim(folder);
        try {
            EmbeddedDatabase database = start(folder, properties, lock);
            log.info(
                    "PostgreSQL is ready on 127.0.0.1:{}, its data is in {}", database.port, database.cluster.folder());
            return database;
        } catch (PortTakenException e) {
            lock.close();
            throw new StartupFailure(
                    e.getMessage() + ", where the embedded PostgreSQL should listen.",
                    "Stop what listens there, or set latchkey.database.port (environment: LATCHKEY_DATABASE_PORT) to"
                            + " another port, or to 0 for a free one.",
                    e);
        } catch (IOException e) {
            lock.close();
            throw new StartupFailure(
                    "The embedded PostgreSQL in " + folder + " did not start: " + e,
                    "Check that the user '" + System.getProperty("user.name")
                            + "' may write there and that the disk has"
                            + " room, or use a PostgreSQL of your own: spring.datasource.url (environment:"
                            + " SPRING_DATASOURCE_URL).",
                    e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedDatabase start(Path folder, DatabaseProperties properties, FolderLock lock)
            throws IOException {
        PostgresBinaries binaries = PostgresBinaries.unpack(Objects.requireNonNullElse(properties.binaries(), folder));
        PostgresCluster cluster =
                new PostgresCluster(folder.resolve("postgres"), binaries, new PostgresCommand(binaries));
        OrphanedPostmaster.stop(cluster);
        cluster.createIfMissing();
        int port = startOn(properties.port(), cluster);
        return new EmbeddedDatabase(lock, cluster, cluster.password(), port);
    }

    private static int startOn(int wanted, PostgresCluster cluster) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = wanted == 0 ? freePort() : wanted;
            try {
                cluster.start(port);
                return port;
            } catch (PortTakenException e) {
                // A port that was free a moment ago can be taken by now; then another one will do.
                if (wanted != 0 || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresCluster.NAME;
    }

    @Override
    public String getUsername() {
        return PostgresCluster.NAME;
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public void close() {
        try (lock) {
            cluster.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
