package dev.latchkey.auth.bootstrap;

/** Something that the file declares, and where. */
record Declared<T>(String path, T value) {

    InvalidEntryException invalid(String field, String reason) {
        return new InvalidEntryException(path + "." + field, reason);
    }
}
