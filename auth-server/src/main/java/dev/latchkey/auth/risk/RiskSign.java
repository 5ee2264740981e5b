package dev.latchkey.auth.risk;

/** What makes a sign-in unusual. Two of these together are enough by default, and none alone but the impossible. */
enum RiskSign {
    NEW_DEVICE(30),
    NEW_NETWORK(20),
    /** Somebody has been refused several times, lately. */
    RECENT_FAILURES(30),
    /** Nobody travels so fast from where the account was last. */
    IMPOSSIBLE_TRAVEL(50);

    private final int points;

    RiskSign(int points) {
        this.points = points;
    }

    int points() {
        return points;
    }
}
