package dev.latchkey.auth.mfa;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the recovery codes shows.
 *
 * @param current the id of the set that is there; null if there is none
 * @param left how many of it were not used
 * @param runningOut whether it is time for new ones
 * @param createdOn when it was made; null if there is none
 * @param codes the codes, only in the answer in which they were made
 * @param problem the key of the message at the top, if something went wrong
 * @param continuation where to go on afterwards, as a hidden field
 */
record RecoveryCodesPage(
        @Nullable UUID current,
        int left,
        boolean runningOut,
        @Nullable LocalDate createdOn,
        List<String> codes,
        @Nullable String problem,
        @Nullable String continuation) {}
