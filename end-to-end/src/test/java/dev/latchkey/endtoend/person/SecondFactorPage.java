package dev.latchkey.endtoend.person;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;

/** {@code /mfa/totp}: the code of the authenticator app. */
public final class SecondFactorPage {

    private final Page page;

    SecondFactorPage(Page page) {
        this.page = page;
    }

    public Locator code() {
        return page.locator("input[name=code]");
    }

    public Locator problem() {
        return page.getByRole(AriaRole.ALERT);
    }

    /** With JavaScript the sixth digit sends the form, once the script has been loaded. */
    public void enter(String code) {
        code().waitFor();
        page.waitForLoadState(LoadState.LOAD);
        code().fill(code);
    }

    public void enterWithoutJavaScript(String code) {
        code().fill(code);
        code().press("Enter");
    }
}
