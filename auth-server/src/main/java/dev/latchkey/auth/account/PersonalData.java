package dev.latchkey.auth.account;

import java.util.UUID;

/**
 * What a feature keeps about a person, for the copy of everything that they may take (GDPR articles 15 and 20). The feature
 * declares a bean; {@code @Order} says where it stands in the file. What it keeps goes when {@link AccountErased} is
 * published, or with the account's row.
 */
public interface PersonalData {

    /** The name of this part in the file, such as {@code sessions}. */
    String part();

    /** Records, maps and lists of texts, numbers and instants. No secret and no hash of one: the file leaves the house. */
    Object of(UUID accountId);
}
