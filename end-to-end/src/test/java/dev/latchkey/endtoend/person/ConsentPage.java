package dev.latchkey.endtoend.person;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/** {@code /oauth2/consent}: what an application asks for, and the person's answer. */
public final class ConsentPage {

    private final Page page;

    ConsentPage(Page page) {
        this.page = page;
    }

    public boolean isShown() {
        return allowButton().isVisible();
    }

    public Locator heading() {
        return page.locator("main h1");
    }

    public Locator main() {
        return page.locator("main");
    }

    /** The permissions, by the name that the protocol has for them. */
    public List<String> scopes() {
        return page.locator("input[type=checkbox][name=scope]").all().stream()
                .map(Locator::inputValue)
                .toList();
    }

    public Locator allowButton() {
        return page.locator("button[name=decision][value=allow]");
    }

    public void leaveOut(String scope) {
        page.locator("input[type=checkbox][name=scope][value='" + scope + "']").uncheck();
    }

    public void allow() {
        allowButton().click();
    }

    public void deny() {
        page.locator("button[name=decision][value=deny]").click();
    }
}
