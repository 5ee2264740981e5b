package dev.latchkey.auth.outbound;

/**
 * An address could not be fetched. There is one message for every reason, so that what is passed on to whoever named the
 * address tells nothing about the network here; the log has the reason.
 */
public final class OutboundException extends Exception {

    OutboundException() {
        super("The address could not be fetched", null, false, false);
    }
}
