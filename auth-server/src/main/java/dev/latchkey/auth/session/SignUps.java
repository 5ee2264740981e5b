package dev.latchkey.auth.session;

/**
 * Whether people may make accounts for themselves. Without an implementation they may not, applications cannot ask for it
 * ({@code prompt=create}), and the metadata does not say that they could.
 */
public interface SignUps {

    /** The page on which they do; it takes a continuation, as every page on the way in does. */
    String PAGE = "/signup";

    boolean areOpen();
}
