package dev.latchkey.endtoend.person;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** {@code /login}: who are you, and what is your password. */
public final class SignInPage {

    private final Page page;

    SignInPage(Page page) {
        this.page = page;
    }

    public Locator username() {
        return page.locator("input[name=username]");
    }

    public Locator password() {
        return page.locator("input[name=password]");
    }

    public Locator problem() {
        return page.getByRole(AriaRole.ALERT);
    }

    public Locator lead() {
        return page.locator("main .lead");
    }

    public void submit(String username, String password) {
        username().fill(username);
        password().fill(password);
        page.locator("main form:has(input[name=password]) button:not([type=button])")
                .click();
    }
}
