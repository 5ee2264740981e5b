package dev.latchkey.auth.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes connections and never says a word, until it is closed. */
public final class SilentServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Socket> held = new CopyOnWriteArrayList<>();

    private SilentServer(ServerSocket socket) {
        this.socket = socket;
        Thread thread = new Thread(this::take, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    public static SilentServer at(int port) throws IOException {
        return new SilentServer(new ServerSocket(port, 0, InetAddress.getByName("127.0.0.1")));
    }

    /** How many have connected. */
    public int connections() {
        return held.size();
    }

    /** Whether the first that connected has not given up. */
    public boolean isHeld() {
        try {
            Socket first = held.get(0);
            first.setSoTimeout(1);
            return first.getInputStream().read() >= 0;
        } catch (SocketTimeoutException stillWaiting) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : held) {
            one.close();
        }
    }

    private void take() {
        try {
            while (!socket.isClosed()) {
                held.add(socket.accept());
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }
}
