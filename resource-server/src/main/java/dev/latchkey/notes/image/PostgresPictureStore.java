package dev.latchkey.notes.image;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** In the database, so that a picture and the note it belongs to are committed, backed up and restored together. */
@Repository
class PostgresPictureStore implements PictureStore {

    private final JdbcClient jdbc;

    PostgresPictureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void put(UUID key, byte[] content) {
        jdbc.sql("INSERT INTO picture (key, content) VALUES (?, ?)")
                .params(key, content)
                .update();
    }

    @Override
    public Optional<byte[]> get(UUID key) {
        return jdbc.sql("SELECT content FROM picture WHERE key = ?")
                .param(key)
                .query(byte[].class)
                .optional();
    }

    @Override
    public void delete(Collection<UUID> keys) {
        if (!keys.isEmpty()) {
            jdbc.sql("DELETE FROM picture WHERE key = ANY (?)")
                    .param(keys.toArray(UUID[]::new))
                    .update();
        }
    }
}
