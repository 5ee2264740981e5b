package dev.latchkey.auth.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.auth.startup.StartupFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs the programs of PostgreSQL to their end. PostgreSQL refuses to run as root; then they run in a user namespace of
 * their own, where root is nobody, which needs no change to the machine and no second user.
 */
final class PostgresCommand {

    private static final List<String> OWN_NAMESPACE = List.of("unshare", "-U");

    private final PostgresBinaries binaries;
    private final List<String> prefix;

    PostgresCommand(PostgresBinaries binaries) {
        this(binaries, isRoot() ? OWN_NAMESPACE : List.of());
    }

    PostgresCommand(PostgresBinaries binaries, List<String> prefix) {
        this.binaries = binaries;
        this.prefix = prefix;
    }

    record Result(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    Result run(String program, List<String> arguments, String input) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.program(program));
        command.addAll(arguments);
        try {
            Result result = run(command, input);
            if (!result.succeeded()) {
                explainMissingNamespace();
            }
            return result;
        } catch (IOException e) {
            explainMissingNamespace();
            throw e;
        }
    }

    /** @throws IOException if the program ends with an error, with what it said */
    void runOrFail(String program, List<String> arguments, String input) throws IOException {
        Result result = run(program, arguments, input);
        if (!result.succeeded()) {
            throw new IOException(program + " ended with " + result.exitCode() + ":\n" + result.output());
        }
    }

    /** Only after a failure, because asking costs a process. */
    private void explainMissingNamespace() {
        if (prefix.isEmpty()) {
            return;
        }
        List<String> attempt = new ArrayList<>(prefix);
        attempt.add("true");
        try {
            Result result = run(attempt, "");
            if (!result.succeeded()) {
                throw noNamespace(result.output());
            }
        } catch (IOException e) {
            throw noNamespace(String.valueOf(e.getMessage()));
        }
    }

    private StartupFailure noNamespace(String reason) {
        return new StartupFailure(
                "PostgreSQL refuses to run as root, and this machine does not let root start it in a user namespace ('"
                        + String.join(" ", prefix) + "': " + reason.strip() + ").",
                "Run the server as an ordinary user; or install util-linux and allow user namespaces; or use a"
                        + " PostgreSQL of your own: spring.datasource.url (environment: SPRING_DATASOURCE_URL).");
    }

    private static Result run(List<String> command, String input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Messages are looked into for what went wrong, so they must not be translated.
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            // It ended without reading; its output says why.
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            return new Result(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command, e);
        }
    }

    private static boolean isRoot() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        return !windows && "root".equals(ProcessHandle.current().info().user().orElse(""));
    }
}
