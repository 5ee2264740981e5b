package dev.latchkey.auth.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of an account have ended, in the same transaction as this is published. Each that was open has been announced
 * by {@link SessionEnded}; this is also published when there was none.
 *
 * @param except the one that goes on, if one does
 */
public record AllSessionsEnded(UUID accountId, @Nullable UUID except, SessionEnded.Reason reason) {}
