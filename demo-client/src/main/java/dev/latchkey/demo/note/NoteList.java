package dev.latchkey.demo.note;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of notes, newest first.
 *
 * @param notes the notes
 * @param next cursor of the page with older ones, if there are any
 */
record NoteList(List<Note> notes, @Nullable String next) {}
