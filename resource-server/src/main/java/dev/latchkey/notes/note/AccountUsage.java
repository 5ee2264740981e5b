package dev.latchkey.notes.note;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps account of what each account keeps. Room is claimed before it is used and in the same transaction, by an update
 * that fails when there is none: two requests cannot both take the last of it.
 */
@Repository
class AccountUsage {

    private final JdbcClient jdbc;

    private final Quotas quotas;

    AccountUsage(JdbcClient jdbc, Quotas quotas) {
        this.jdbc = jdbc;
        this.quotas = quotas;
    }

    /**
     * @param difference how much more the pictures of this account will take; less than nothing when they take less
     * @throws QuotaExceededException if that is more than there is room for
     */
    void claimForPictures(String owner, long difference) {
        int claimed = jdbc.sql("UPDATE account_usage SET picture_bytes = picture_bytes + ?"
                        + " WHERE owner_id = ? AND (picture_bytes + ? <= ? OR ? <= 0)")
                .params(difference, owner, difference, quotas.pictures().toBytes(), difference)
                .update();
        if (claimed == 0) {
            throw QuotaExceededException.ofPictures();
        }
    }

    /** Gives back what notes that are gone for good had taken, in the order of owners so that sweeps cannot deadlock. */
    void release(Iterable<Gone> notes) {
        Map<String, long[]> byOwner = new TreeMap<>();
        for (Gone note : notes) {
            long[] sum = byOwner.computeIfAbsent(note.owner(), owner -> new long[2]);
            sum[0]++;
            sum[1] += note.pictureBytes();
        }
        byOwner.forEach((owner, sum) -> jdbc.sql(
                        "UPDATE account_usage SET notes = notes - ?, picture_bytes = picture_bytes - ? WHERE owner_id = ?")
                .params(sum[0], sum[1], owner)
                .update());
    }

    Totals totals() {
        return jdbc.sql(
                        "SELECT count(*) FILTER (WHERE notes > 0), coalesce(sum(notes), 0), coalesce(sum(picture_bytes), 0),"
                                + " (SELECT count(*) FROM note WHERE deleted_at IS NOT NULL) FROM account_usage")
                .query((row, number) ->
                        new Totals(row.getLong(1), row.getLong(2) - row.getLong(4), row.getLong(4), row.getLong(3)))
                .single();
    }

    /**
     * What all accounts keep together.
     *
     * @param accounts accounts that keep anything
     */
    record Totals(long accounts, long notes, long notesInTrash, long pictureBytes) {}

    /** A note that was removed for good. */
    record Gone(String owner, @Nullable UUID pictureKey, long pictureBytes) {}
}
