package dev.latchkey.endtoend.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Ports that were free a moment ago, below those that the system gives to whoever asks for any: nobody takes one by chance
 * before its application has started. Each process of the tests has some thousand of its own.
 */
final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int RANGE = 5_000;

    private static final Random RANDOM = new Random();

    private FreePorts() {}

    static Iterator<Integer> take(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        int first = LOWEST + RANGE * (Integer.getInteger("test.process", 1) % 2);
        try {
            while (sockets.size() < count) {
                try {
                    sockets.add(new ServerSocket(first + RANDOM.nextInt(RANGE), 1, InetAddress.getByName("localhost")));
                } catch (BindException taken) {
                    // then another one
                }
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
