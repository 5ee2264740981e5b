package dev.latchkey.demo.note;

/** A note together with the entity tag that names exactly this version of it. */
record StoredNote(Note note, String etag) {}
