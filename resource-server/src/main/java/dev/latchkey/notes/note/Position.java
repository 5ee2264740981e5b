package dev.latchkey.notes.note;

import java.time.Instant;
import java.util.UUID;

/**
 * A place in an ordered list of notes, after which the next page begins.
 *
 * @param rank how well the note there matched a search; 0 in a list
 */
record Position(float rank, Instant createdAt, UUID id) {}
