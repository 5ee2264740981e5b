package dev.latchkey.auth.secret;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Seals again, under the newest key, what an older one sealed: after that the operator can take the older one away. A few
 * rows at a time; each is replaced only if it still is what was read, so several nodes may do this at once.
 */
@Component
class Resealing {

    private static final Logger log = LoggerFactory.getLogger(Resealing.class);

    private static final int BATCH = 100;

    private final JdbcClient jdbc;
    private final SecretKeys keys;
    private final List<SealedColumn> columns;

    Resealing(JdbcClient jdbc, SecretKeys keys, ObjectProvider<SealedColumn> columns) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.columns = columns.orderedStream().toList();
    }

    private record Row(String key, String owner, Sealed sealed) {}

    @Scheduled(
            fixedDelayString = "${latchkey.secret.reseal-interval:PT1H}",
            initialDelayString = "${latchkey.secret.reseal-delay:PT1M}")
    void reseal() {
        for (SealedColumn column : columns) {
            int resealed = reseal(column);
            if (resealed > 0) {
                log.info("Sealed {} values of {} again, with the newest key", resealed, column.table());
            }
        }
    }

    private int reseal(SealedColumn column) {
        int resealed = 0;
        String last = "";
        List<Row> rows;
        do {
            rows = olderThanNewest(column, last);
            for (Row row : rows) {
                resealed += reseal(column, row);
                last = row.key();
            }
        } while (rows.size() == BATCH);
        return resealed;
    }

    private List<Row> olderThanNewest(SealedColumn column, String after) {
        return jdbc.sql("""
                        select %2$s::text as key, %3$s::text as owner, %4$s as sealed_with, %5$s as ciphertext from %1$s
                        where %4$s <> :newest and %2$s::text > :after order by %2$s::text limit :batch
                        """.formatted(
                                column.table(), column.key(), column.owner(), column.sealedWith(), column.ciphertext()))
                .param("newest", keys.newestId())
                .param("after", after)
                .param("batch", BATCH)
                .query((row, n) -> new Row(
                        row.getString("key"),
                        row.getString("owner"),
                        new Sealed(row.getString("sealed_with"), row.getBytes("ciphertext"))))
                .list();
    }

    private int reseal(SealedColumn column, Row row) {
        byte[] associatedData = (column.purpose() + "/" + row.owner()).getBytes(StandardCharsets.UTF_8);
        Sealed fresh;
        try {
            fresh = keys.seal(keys.open(row.sealed(), associatedData), associatedData);
        } catch (UnsealableException e) {
            log.error("{} {} cannot be sealed again: {}", column.table(), row.key(), e.getMessage());
            return 0;
        }
        return jdbc.sql("""
                        update %1$s set %3$s = :fresh, %4$s = :freshBytes
                        where %2$s::text = :key and %3$s = :old and %4$s = :oldBytes
                        """.formatted(column.table(), column.key(), column.sealedWith(), column.ciphertext()))
                .param("fresh", fresh.keyId())
                .param("freshBytes", fresh.ciphertext())
                .param("key", row.key())
                .param("old", row.sealed().keyId())
                .param("oldBytes", row.sealed().ciphertext())
                .update();
    }
}
