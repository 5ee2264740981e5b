package dev.latchkey.endtoend.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Ports that were free a moment ago. They are all held at once, so that no two are the same. */
final class FreePorts {

    private FreePorts() {}

    static Iterator<Integer> take(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getByName("localhost")));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList().iterator();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } finally {
            sockets.forEach(FreePorts::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
