package dev.latchkey.endtoend.house;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account: one that the house was started with, or that somebody made there. */
public final class Account {

    private final String username;
    private final String password;
    private final @Nullable String totpSecret;
    private volatile @Nullable Authenticator authenticator;

    private Account(String username, String password, @Nullable String totpSecret) {
        this.username = username;
        this.password = password;
        this.totpSecret = totpSecret;
        this.authenticator = totpSecret == null ? null : new Authenticator(totpSecret, Clock.systemUTC());
    }

    static Account withPassword(String username) {
        return new Account(username, RandomText.password(), null);
    }

    static Account withSecondFactor(String username) {
        return new Account(username, RandomText.password(), RandomText.totpSecret());
    }

    public String username() {
        return username;
    }

    public String email() {
        return username + "@example.test";
    }

    public String password() {
        return password;
    }

    public Optional<String> totpSecret() {
        return Optional.ofNullable(totpSecret);
    }

    public Optional<Authenticator> authenticator() {
        return Optional.ofNullable(authenticator);
    }

    /** Sets up an authenticator app while the house stands. */
    public Authenticator enrol(String base32Secret) {
        Authenticator enrolled = new Authenticator(base32Secret, Clock.systemUTC());
        authenticator = enrolled;
        return enrolled;
    }

    @Override
    public String toString() {
        return username;
    }
}
