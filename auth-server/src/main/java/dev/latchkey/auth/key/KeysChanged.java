package dev.latchkey.auth.key;

/** The key rows may be others now: this node reads them again when the transaction has committed. */
record KeysChanged() {}
