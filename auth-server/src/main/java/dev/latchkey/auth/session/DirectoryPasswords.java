package dev.latchkey.auth.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;

/** A directory of a company that knows passwords of people, who type them on our pages. There may be none. */
public interface DirectoryPasswords {

    enum Verdict {
        RIGHT,
        WRONG,
        /** The directory did not say, in time or at all. */
        UNAVAILABLE
    }

    /** Somebody whose password was right. */
    interface Visitor {

        /** Their account here; none if they come for the first time. */
        Optional<UUID> accountId();

        /**
         * Lets them in, or shows them what will be stored.
         *
         * @param remember whether they asked to be kept signed in
         * @return where the browser goes on
         */
        String enter(boolean remember, HttpServletRequest request, HttpServletResponse response);
    }

    /** @param visitor there if the verdict is that the password was right */
    record Answer(Verdict verdict, Optional<Visitor> visitor) {}

    /**
     * Where the password of an account is kept.
     *
     * @param title what people call it
     * @param url where it is changed; empty if there is no such page
     */
    record Place(String title, String url) {}

    /** Whether there is one that lets people in. */
    boolean isOpen();

    /** Whether it is asked for somebody who typed the name of this account. */
    boolean knows(UUID accountId);

    /** Where the password of this account is kept, if it is there. */
    Optional<Place> placeOf(UUID accountId);

    /** Whose password it is. Never slower than five seconds. */
    Answer check(String name, String password);

    /** Takes as long as {@link #check}, for a name that it is not asked about. */
    Verdict pretend(String name);

    /** Whether it is the password of the owner of this account. */
    Verdict confirm(UUID accountId, String password);
}
