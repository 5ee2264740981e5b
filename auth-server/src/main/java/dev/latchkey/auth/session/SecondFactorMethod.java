package dev.latchkey.auth.session;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A way to show a second factor. The feature that has the page declares a bean of this type. */
public interface SecondFactorMethod {

    Factor factor();

    /** The page that asks for it. Takes {@code continue} like every page of a sign-in. */
    String path();

    /** The message with its name. */
    String titleKey();

    /** The page on which one is set up; null for what is not set up by itself. */
    @Nullable
    String enrolmentPath();

    /** Whether the account has one. */
    boolean isAvailableTo(UUID accountId);

    /** When the account showed it last, if ever. */
    Optional<Instant> lastUsedBy(UUID accountId);

    /**
     * Whether it is kept for the day when the others are lost. Such a one is offered last, and lets nobody in where the proof has
     * to be fresh, except to set up another.
     */
    default boolean isForEmergencies() {
        return factor() == Factor.RECOVERY_CODE;
    }

    /** Whether it is asked only of accounts that have no better one. */
    default boolean isRestricted() {
        return factor().isRestricted();
    }
}
