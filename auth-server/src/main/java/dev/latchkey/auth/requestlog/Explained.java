package dev.latchkey.auth.requestlog;

/** A refusal that knows which rule did not hold: implemented by exceptions. */
public interface Explained {

    Failure failure();
}
