package dev.latchkey.auth.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.AuthServerApplication;
import dev.latchkey.auth.account.CheapPasswordHashes;
import dev.latchkey.auth.client.ClientChanged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The server under test: the real application in local mode, on a free port of the loopback, with its own embedded
 * PostgreSQL, configured by the bootstrap file {@code testing/bootstrap.yaml}. Started once, by whichever test comes first.
 */
public final class AuthServer {

    private static final int ATTEMPTS = 5;

    private static final AuthServer INSTANCE = start();

    private final ConfigurableApplicationContext context;
    private final String issuer;
    private final Mailbox mailbox = Mailbox.shared();

    private AuthServer(ConfigurableApplicationContext context, String issuer) {
        this.context = context;
        this.issuer = issuer;
    }

    public static AuthServer running() {
        return INSTANCE;
    }

    /**
     * Another one, with a database of its own and these settings as well, in which {@code {port}} is where it listens. It takes
     * seconds: for whole test classes only.
     */
    public static AuthServer startedWith(String... settings) {
        return start(settings);
    }

    /** Stops one that was {@link #startedWith} settings of its own. */
    public void stop() {
        context.close();
    }

    public String issuer() {
        return issuer;
    }

    public String url(String path) {
        return issuer + path;
    }

    /** What it has mailed to people. */
    public Mailbox mailbox() {
        return mailbox;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Of several beans of a type, this one. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** Makes the server see at once what a test changed in a client's row, as the node that changes one does. */
    public void forgetClient(String clientId) {
        bean(TransactionTemplate.class)
                .executeWithoutResult(status -> context.publishEvent(new ClientChanged(clientId)));
    }

    /** Tells the server's listeners of something, in a transaction as its publisher would. */
    public void publish(Object event) {
        bean(TransactionTemplate.class).executeWithoutResult(status -> context.publishEvent(event));
    }

    public JdbcClient database() {
        return JdbcClient.create(context.getBean(DataSource.class));
    }

    private static AuthServer start(String... settings) {
        for (int attempt = 1; ; attempt++) {
            try {
                return start(freePort(), settings);
            } catch (ApplicationContextException failure) {
                boolean taken = failure.contains(PortInUseException.class); // by another process, which was quicker
                if (!taken || attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    private static AuthServer start(int port, String... settings) {
        String issuer = "http://localhost:" + port;
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--latchkey.issuer=" + issuer,
                "--latchkey.data-dir=" + temporaryFolder(),
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + Mailbox.shared().port(),
                // All tests come from one address; the brake on addresses has tests of its own.
                "--latchkey.login.brakes.address-failures=1000000",
                "--latchkey.login.brakes.mails-per-network=1000000",
                "--latchkey.login.email.enabled=true",
                "--latchkey.sms.webhook=" + TextMessages.running().webhook(),
                "--latchkey.sms.secret=" + TextMessages.SECRET,
                "--latchkey.audit.failures-per-minute=1000000",
                "--latchkey.outbound.allowed-hosts=" + OutsideWorld.running().host() + ",localhost:*",
                "--latchkey.client.registration.access=initial-access-token",
                "--latchkey.client.brakes.registrations=300",
                "--latchkey.bootstrap.location=classpath:testing/bootstrap.yaml"));
        for (String setting : settings) {
            // Given twice, both would count.
            arguments.removeIf(argument -> argument.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
            arguments.add(setting.replace("{port}", Integer.toString(port)));
        }
        ConfigurableApplicationContext context = new SpringApplicationBuilder(AuthServerApplication.class)
                .initializers(new CheapPasswordHashes())
                .run(arguments.toArray(String[]::new));
        cancelSweeps(context);
        return new AuthServer(context, issuer);
    }

    /** What deletes old rows would do so between two counts of a test; tests of it call it themselves. */
    private static void cancelSweeps(ConfigurableApplicationContext context) {
        List<ScheduledTask> sweeps =
                context.getBean(ScheduledAnnotationBeanPostProcessor.class).getScheduledTasks().stream()
                        .filter(task -> task.toString().endsWith(".sweep"))
                        .toList();
        assertThat(sweeps).hasSizeGreaterThan(10);
        sweeps.forEach(task -> task.cancel(false));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("latchkey-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
