package dev.latchkey.endtoend.federation;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.Neighbour;
import java.net.URI;

/** Another Latchkey as a provider. */
final class OtherLatchkey implements Upstream {

    private final Neighbour neighbour;

    OtherLatchkey(Neighbour neighbour) {
        this.neighbour = neighbour;
    }

    @Override
    public String name() {
        return Neighbour.NAME;
    }

    @Override
    public String title() {
        return "the other Latchkey";
    }

    @Override
    public URI issuer() {
        return neighbour.issuer();
    }

    @Override
    public String clientId() {
        return neighbour.house().id();
    }

    @Override
    public String clientSecret() {
        return neighbour.house().secret();
    }

    @Override
    public Account person(int number) {
        return neighbour.person(number);
    }

    @Override
    public void signIn(Page page, Account person) {
        fill(page, person);
        page.waitForURL(url -> isElsewhere(url) || url.contains("/oauth2/consent"));
        if (!isElsewhere(page.url())) {
            page.locator("button[name=decision][value=allow]").click();
            page.waitForURL(this::isElsewhere);
        }
    }

    @Override
    public void confirmSignOut(Page page) {
        page.waitForURL(url -> url.startsWith(issuer().toString()));
        page.locator("button[name=decision][value=yes]").click();
    }

    @Override
    public void signOut(Page page) {
        page.navigate(issuer().resolve("/connect/logout").toString());
        confirmSignOut(page);
        page.waitForURL(url -> url.endsWith("/logout/done"));
    }

    /** As an administrator takes away a key that has leaked. */
    @Override
    public void rotateKey(Page operator) {
        operator.navigate(issuer().resolve("/login").toString());
        fill(operator, neighbour.admin());
        operator.locator("input[name=code]").waitFor();
        operator.waitForLoadState(LoadState.LOAD); // with the script that sends the form
        operator.locator("input[name=code]")
                .fill(neighbour.admin().authenticator().orElseThrow().nextCode());
        operator.waitForURL(url -> url.endsWith("/account"));
        operator.navigate(issuer().resolve("/admin/keys").toString());
        operator.locator("section.panel")
                .filter(new Locator.FilterOptions().setHasText("RS256"))
                .locator("a.button")
                .first()
                .click();
        String begin =
                URI.create(operator.url()).getQuery().replaceFirst("kid=", "").substring(0, 8);
        operator.locator("input[name=confirmation]").fill(begin);
        operator.locator("main form .button-danger").click();
        operator.waitForURL(url -> url.endsWith("done=replaced"));
    }

    @Override
    public void stop() {
        neighbour.stop();
    }

    @Override
    public void startAgain() {
        neighbour.start();
    }

    private boolean isElsewhere(String url) {
        return !url.startsWith(issuer().toString());
    }

    private static void fill(Page page, Account person) {
        page.locator("input[name=username]").fill(person.username());
        page.locator("input[name=password]").fill(person.password());
        page.locator("main form button:not([type=button])").first().click();
    }
}
