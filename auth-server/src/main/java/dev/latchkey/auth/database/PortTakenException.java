package dev.latchkey.auth.database;

import java.io.IOException;

/** Somebody else listens on the port of the embedded database. */
final class PortTakenException extends IOException {

    PortTakenException(int port) {
        super("Port " + port + " on 127.0.0.1 is taken");
    }
}
