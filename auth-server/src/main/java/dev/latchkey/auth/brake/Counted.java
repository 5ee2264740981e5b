package dev.latchkey.auth.brake;

import java.util.List;

/** Where a guess was counted, to give it back if it was right. */
public final class Counted {

    private final List<Counter> counters;

    Counted(List<Counter> counters) {
        this.counters = List.copyOf(counters);
    }

    List<Counter> counters() {
        return counters;
    }
}
