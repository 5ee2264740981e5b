package dev.latchkey.auth.developer;

import org.springframework.context.MessageSourceResolvable;

/**
 * A scope that can be asked for.
 *
 * @param needsReason whether it gives access to an API, and not only to who the person is
 */
record ScopeChoice(
        String name,
        MessageSourceResolvable title,
        MessageSourceResolvable description,
        boolean chosen,
        boolean needsReason,
        String reason) {}
