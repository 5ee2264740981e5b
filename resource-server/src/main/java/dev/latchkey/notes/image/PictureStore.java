package dev.latchkey.notes.image;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the bytes of pictures lie. A key is used once and never overwritten, so that any object store can stand behind
 * this: bytes are put before a note refers to them, and deleted after it no longer does.
 */
public interface PictureStore {

    void put(UUID key, byte[] content);

    Optional<byte[]> get(UUID key);

    void delete(Collection<UUID> keys);
}
