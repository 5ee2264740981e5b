package dev.latchkey.demo.note;

/** The note is no longer the version that was edited: somebody, or another tab, was faster. */
class NoteChangedException extends RuntimeException {}
