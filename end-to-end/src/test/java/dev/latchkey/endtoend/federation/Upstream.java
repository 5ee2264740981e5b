package dev.latchkey.endtoend.federation;

import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.house.Account;
import java.net.URI;

/** A provider, as somebody who comes to it and its operator have it. */
interface Upstream {

    /** In addresses of the house. */
    String name();

    /** On the button. */
    String title();

    URI issuer();

    String clientId();

    String clientSecret();

    /** Somebody who has an account there, whom no other test knows; {@code number} is the test's own. */
    Account person(int number);

    /** Answers what the provider asks a browser that has been sent there, until the browser is sent back. */
    void signIn(Page page, Account person);

    /** Says yes to the question whether to sign out there. */
    void confirmSignOut(Page page);

    /** Signs out there, in a browser that does not come from the house. */
    void signOut(Page page);

    /** Signs with another key from now on; who is signed in there may have to sign in again. */
    void rotateKey(Page operator);

    void stop();

    void startAgain();
}
