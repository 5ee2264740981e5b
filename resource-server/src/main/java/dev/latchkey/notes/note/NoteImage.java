package dev.latchkey.notes.note;

/**
 * What a note says about its picture, which is at {@code /notes/{id}/image}.
 *
 * @param size in bytes
 */
record NoteImage(String contentType, int size, int width, int height) {}
