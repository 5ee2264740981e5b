package dev.latchkey.auth.developer;

/**
 * A piece of text to copy.
 *
 * @param id names it on the page
 * @param file where it belongs
 */
record Snippet(String id, String file, String text) {

    /** Without the text, which may have the secret in it. */
    @Override
    public String toString() {
        return "Snippet[" + file + "]";
    }
}
