package dev.latchkey.auth.secret;

/**
 * Where sealed values lie, so that they can be sealed again when the operator's newest key is another one. Names of tables
 * and columns, never anything that was sent to us.
 *
 * @param key the table's primary key
 * @param owner the column whose value is the end of the associated data
 * @param purpose the beginning of the associated data: {@code purpose/owner}
 */
public record SealedColumn(
        String table, String key, String owner, String sealedWith, String ciphertext, String purpose) {}
