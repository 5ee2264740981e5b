package dev.latchkey.endtoend.person;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.Client;
import dev.latchkey.endtoend.house.House;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Somebody with an account and a browser. */
public final class Person {

    private final Account account;
    private final House house;
    private final BrowserContext context;
    private final Page page;
    private final List<URI> visited = new ArrayList<>();

    Person(Account account, House house, BrowserContext context) {
        this.account = account;
        this.house = house;
        this.context = context;
        this.context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
        this.page = context.newPage();
        this.page.onRequest(request -> {
            if (request.isNavigationRequest()) {
                visited.add(URI.create(request.url()));
            }
        });
    }

    public Account account() {
        return account;
    }

    public Page page() {
        return page;
    }

    public BrowserContext browser() {
        return context;
    }

    /** Every address the browser went to, redirects included. */
    public List<URI> visited() {
        return List.copyOf(visited);
    }

    public SignInPage signInPage() {
        return new SignInPage(page);
    }

    public SecondFactorPage secondFactorPage() {
        return new SecondFactorPage(page);
    }

    public ConsentPage consentPage() {
        return new ConsentPage(page);
    }

    /** The application of this client, wherever the browser is now. */
    public DemoApplication at(Client client) {
        return new DemoApplication(page, client);
    }

    /** Opens the application and asks it to sign in, which leads to the authorization server unless it knows the browser. */
    public DemoApplication startsSignInAt(Client client) {
        DemoApplication application = at(client);
        application.open();
        application.signIn();
        return application;
    }

    /** Goes all the way: password, second factor if there is one, consent if it is asked for. */
    public DemoApplication signsInAt(Client client) {
        DemoApplication application = startsSignInAt(client);
        givesPassword();
        givesSecondFactorIfEnrolled();
        allowsIfAsked();
        application.expectSignedIn();
        return application;
    }

    public void givesPassword() {
        signInPage().submit(account.username(), account.password());
    }

    public void givesSecondFactorIfEnrolled() {
        account.authenticator().ifPresent(authenticator -> secondFactorPage().enter(authenticator.nextCode()));
    }

    /** At the page that sets up an authenticator app: takes over its secret, and proves it. */
    public void setsUpAuthenticator(String name) {
        page.locator("details summary").click();
        String secret = page.locator(".secret").textContent().replace(" ", "");
        page.locator("input[name=name]").fill(name);
        secondFactorPage().enter(account.enrol(secret).nextCode());
        page.locator("main form .button-primary").click();
    }

    /** Makes the account, and proves the address with the link that the demo keeps instead of sending it. */
    void signsUp() {
        page.navigate(house.issuer().resolve("/signup").toString());
        page.locator("input[name=name]").fill("Nora Newcomer");
        page.locator("input[name=username]").fill(account.username());
        page.locator("input[name=email]").fill(account.email());
        page.locator("input[name=password]").fill(account.password());
        page.locator("input[name=passwordConfirmation]").fill(account.password());
        page.locator("main form .button-primary").click();
        page.waitForURL(url -> URI.create(url).getPath().equals("/signup/verify"));
        page.navigate(house.issuer().resolve("/demo/mail").toString());
        Locator mail = page.locator(".mail").filter(new Locator.FilterOptions().setHasText(account.email()));
        Awaitility.await("the mail").until(() -> {
            page.reload();
            return mail.count() > 0;
        });
        mail.locator("a").click();
        page.locator("a.mail-link").click();
        page.locator("main form .button-primary").click();
        page.waitForURL(url -> URI.create(url).getPath().equals("/signup/done"));
    }

    public void allowsIfAsked() {
        waitsForADecisionOrTheApplication();
        if (consentPage().isShown()) {
            consentPage().allow();
        }
    }

    public void waitsForADecisionOrTheApplication() {
        page.waitForURL(url -> !isOnTheWay(URI.create(url)));
    }

    /** At a page that is answered without a decision of the person. */
    private boolean isOnTheWay(URI address) {
        return address.getAuthority().equals(house.issuer().getAuthority())
                && List.of("/login", "/mfa/totp").contains(address.getPath());
    }

    void close() {
        context.close();
    }
}
