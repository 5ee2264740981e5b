package dev.latchkey.auth.startup;

import java.time.Duration;

/** Checks of what an operator has set, under one prefix: the start fails with a rule that is broken. */
public final class Settings {

    private final String prefix;

    private Settings(String prefix) {
        this.prefix = prefix;
    }

    /** @param prefix that of the properties */
    public static Settings of(String prefix) {
        return new Settings(prefix);
    }

    /**
     * @param rule what is to hold, as a sentence that begins with the property
     * @throws IllegalArgumentException when it does not
     */
    public void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(prefix + ": " + rule);
        }
    }

    /** Longer than nothing. */
    public static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
