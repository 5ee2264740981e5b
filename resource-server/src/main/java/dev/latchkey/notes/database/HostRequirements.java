package dev.latchkey.notes.database;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

/** Looks for the two obstacles PostgreSQL itself reports badly, before it is asked to start. */
final class HostRequirements {

    private HostRequirements() {}

    static void check(int port) throws IOException {
        if (runsAsRootOnLinux() && !canUnshare()) {
            throw DatabaseStartFailure.unshareMissing();
        }
        if (port != 0 && !isFree(port)) {
            throw DatabaseStartFailure.portTaken(port);
        }
    }

    private static boolean runsAsRootOnLinux() {
        return "root".equals(System.getProperty("user.name"))
                && System.getProperty("os.name", "").startsWith("Linux");
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is not root. */
    private static boolean canUnshare() {
        try {
            Process process = new ProcessBuilder("unshare", "-U", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException ex) {
            return false;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException ex) {
            return false;
        }
    }
}
