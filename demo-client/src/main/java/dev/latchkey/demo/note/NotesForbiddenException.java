package dev.latchkey.demo.note;

/** The access token does not cover this: the person did not allow it on the consent page. */
class NotesForbiddenException extends RuntimeException {}
