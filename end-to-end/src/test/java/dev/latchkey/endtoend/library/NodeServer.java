package dev.latchkey.endtoend.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A script under {@code src/test/node} that runs until it is closed: its first line in is what it is to do, its first line out says
 * that it is there. It stops too when this process does, however that ends: then nobody holds its input open.
 */
public final class NodeServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final JsonNode there;

    private NodeServer(Process process, JsonNode there) {
        this.process = process;
        this.there = there;
    }

    public static NodeServer start(String script, Map<String, ?> task) {
        Path folder = NodeScripts.packages().getParent();
        try {
            Process process = new ProcessBuilder("node", script)
                    .directory(folder.toFile())
                    .redirectError(NodeScripts.log(script, ".err").toFile())
                    .start();
            OutputStream input = process.getOutputStream();
            input.write((JSON.writeValueAsString(task) + "\n").getBytes(UTF_8));
            input.flush();
            BufferedReader output = process.inputReader(UTF_8);
            String line = output.readLine();
            assertThat(line).as("%s starts; its log is in target/node", script).isNotNull();
            return new NodeServer(process, JSON.readTree(line));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** What it said of itself. */
    public JsonNode there() {
        return there;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
