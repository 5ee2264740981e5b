package dev.latchkey.endtoend.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.endtoend.house.House;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who follows a page, in a folder that looks to them like a clone of the repository. */
final class Walk implements AutoCloseable {

    private static final Path ROOT = Path.of(System.getProperty("end-to-end.root", ".."))
            .toAbsolutePath()
            .normalize();
    private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration OUTPUT_TIMEOUT = Duration.ofMinutes(1);

    /** Commands share a folder and what they exported, like the lines that somebody types into one terminal. */
    private static final String SESSION = """
            set -euo pipefail
            . "$WALK/session"
            %s
            { export -p; printf 'cd %%q\\n' "$PWD"; } >"$WALK/session"
            """;

    private final Path folder;
    private final Addresses addresses;
    private final List<Process> running = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private boolean inBackground;
    private Path output;

    private Walk(Path folder, Addresses addresses) {
        this.folder = folder;
        this.addresses = addresses;
        this.output = folder.resolve("no-output-yet");
    }

    /** Follows a page from its first block to its last, except for what needs a browser: that is the caller's part. */
    static Walk along(String page, House house) {
        String name = page.replaceAll("[^A-Za-z]+", "-");
        Walk walk = new Walk(ROOT.resolve("end-to-end/target/guides").resolve(name), Addresses.of(house));
        try {
            walk.prepare(house);
            return walk.andAlong(page);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Follows another page in the same clone, in a new terminal. What runs goes on. */
    Walk andAlong(String page) {
        try {
            Files.writeString(folder.resolve("session"), "cd \"$WALK\"\n");
            for (Block block : Block.of(Files.readString(ROOT.resolve(page)))) {
                follow(block);
            }
            return this;
        } catch (IOException ex) {
            close();
            throw new UncheckedIOException(ex);
        } catch (RuntimeException | AssertionError ex) {
            close();
            throw ex;
        }
    }

    /** Waits until something answers there. */
    Walk untilAnswering(URI address) {
        HttpClient http = HttpClient.newHttpClient();
        Awaitility.await(address + " to answer")
                .atMost(COMMAND_TIMEOUT)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    assertThat(running).as("%s says: %s", address, said()).allMatch(Process::isAlive);
                    try {
                        HttpRequest request = HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(10))
                                .build();
                        return http.send(request, HttpResponse.BodyHandlers.discarding())
                                        .statusCode()
                                < 500;
                    } catch (IOException notYet) {
                        return false;
                    }
                });
        return this;
    }

    /** The first thing in the output of the last command that looks like this. */
    String untilSaid(String pattern) {
        Pattern expected = Pattern.compile(pattern);
        Awaitility.await(pattern)
                .atMost(OUTPUT_TIMEOUT)
                .until(() -> expected.matcher(said()).find());
        Matcher matcher = expected.matcher(said());
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    /** Waits until the page's last output is there: what a command in the background says after the browser's part. */
    void untilSaidAsThePageSays() {
        for (String line : expected) {
            untilSaid(line);
        }
    }

    private void follow(Block block) throws IOException {
        String content = addresses.in(block.content());
        switch (block.kind()) {
            case COMMAND -> run(content);
            case BACKGROUND_COMMAND -> {
                inBackground = true;
                running.add(start("exec bash -euo pipefail -c " + quoted(content)));
            }
            case OUTPUT -> {
                expected.clear();
                content.lines().map(Walk::pattern).forEach(expected::add);
                if (!inBackground) {
                    untilSaidAsThePageSays();
                }
            }
            case EXCERPT ->
                assertThat(squeezed(Files.readString(ROOT.resolve(block.path()))))
                        .as("%s has what the page shows", block.path())
                        .contains(squeezed(block.content()));
            case FILE -> {
                Path file = folder.resolve(block.path());
                Files.createDirectories(file.getParent());
                Files.writeString(file, content);
            }
        }
    }

    private void run(String command) throws IOException {
        inBackground = false;
        Process process = start(command);
        process.getOutputStream().close(); // what runs in the background keeps its terminal
        boolean ended = await(process);
        assertThat(ended && process.exitValue() == 0)
                .as("%s%nsays:%n%s", command, said())
                .isTrue();
    }

    private void prepare(House house) throws IOException {
        delete(folder);
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/demo.json"), JsonMapper.shared().writeValueAsString(house.demoFile()));
        // The wrapper is the mvn of a machine that has none.
        Path maven = folder.resolve("bin/mvn");
        Files.createDirectories(maven.getParent());
        Files.writeString(maven, "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(ROOT.resolve("mvnw")));
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        copyExamples();
    }

    private void copyExamples() throws IOException {
        Path examples = ROOT.resolve("examples");
        try (var files = Files.walk(examples)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = ROOT.relativize(file).toString();
                if (path.matches(".*/(node_modules|lib|target)/.*")) {
                    continue;
                }
                Path copy = folder.resolve(path);
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, addresses.in(Files.readString(file)));
                assertThat(copy.toFile().setExecutable(Files.isExecutable(file)))
                        .isTrue();
            }
        }
    }

    private Process start(String script) throws IOException {
        output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", SESSION.formatted(script))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("WALK", folder.toString());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, own) -> own + ":" + path);
        return builder.start();
    }

    private static boolean await(Process process) {
        try {
            if (process.waitFor(COMMAND_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                return true;
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        stop(process);
        return false;
    }

    private String said() {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String pattern(String line) {
        return Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String quoted(String script) {
        return "'" + script.replace("'", "'\\''") + "'";
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file :
                        files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        running.forEach(Walk::stop);
    }
}
