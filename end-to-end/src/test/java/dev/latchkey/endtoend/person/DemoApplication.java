package dev.latchkey.endtoend.person;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.latchkey.endtoend.house.Client;
import java.util.List;
import java.util.regex.Pattern;

/** The demo client: the notes, and who is signed in. */
public final class DemoApplication {

    private final Page page;
    private final Client client;

    DemoApplication(Page page, Client client) {
        this.page = page;
        this.client = client;
    }

    public void open() {
        page.navigate(address("/"));
    }

    public void signIn() {
        signInLink().click();
    }

    public Locator signInLink() {
        return page.getByRole(AriaRole.LINK, named("Sign in with Latchkey"));
    }

    public Locator signOutButton() {
        return page.getByRole(AriaRole.BANNER)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign out"));
    }

    public void expectSignedIn() {
        page.waitForURL(url -> url.startsWith(address("/")));
        assertThat(signOutButton()).isVisible();
    }

    public void expectSignedOut() {
        assertThat(signInLink()).isVisible();
    }

    public void signOut() {
        signOutButton().click();
    }

    public Locator heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    public Locator main() {
        return page.getByRole(AriaRole.MAIN);
    }

    /** Whom the application greets in its header. */
    public Locator person() {
        return page.locator(".person-name");
    }

    // --- notes ---

    public void openNotes() {
        page.navigate(address("/notes"));
    }

    public List<String> noteTitles() {
        return page.locator("ul.notes h2").allTextContents();
    }

    public void writeNote(String title, String text) {
        startNote(title, text);
        expectDone("The note is saved.");
    }

    public void startNote(String title, String text) {
        openNotes();
        page.getByRole(AriaRole.LINK, named("New note")).click();
        fillNote(title, text);
    }

    public void readNote(String title) {
        openNotes();
        page.locator("ul.notes a", new Page.LocatorOptions().setHasText(title)).click();
        assertThat(heading()).hasText(title);
    }

    public void editNote(String title, String newTitle, String newText) {
        readNote(title);
        page.getByRole(AriaRole.LINK, named("Edit")).click();
        fillNote(newTitle, newText);
        expectDone("The change is saved.");
    }

    public void deleteNote(String title) {
        readNote(title);
        page.getByRole(AriaRole.LINK, named("Delete")).click();
        page.getByRole(AriaRole.BUTTON, named("Delete")).click();
        expectDone("The note is deleted.");
    }

    public void searchNotes(String words) {
        openNotes();
        page.locator("input[name=q]").fill(words);
        page.locator("input[name=q]").press("Enter");
        page.waitForURL(Pattern.compile(".*[?&]q=.*"));
    }

    public void openPicture(String title) {
        readNote(title);
        page.getByRole(AriaRole.LINK, named("Picture")).click();
        assertThat(heading()).hasText("Picture");
    }

    public void choosePicture(byte[] png) {
        chooseFile("picture.png", "image/png", png);
        assertThat(page.getByRole(AriaRole.STATUS)).isVisible();
    }

    /** Chooses it for the note whose picture page is open. */
    public void chooseFile(String name, String type, byte[] content) {
        page.locator("input[type=file]").setInputFiles(new FilePayload(name, type, content));
        page.getByRole(AriaRole.BUTTON, named("Save")).click();
        page.waitForLoadState();
    }

    /** Asks for everything in one file, which may lead away for a stronger sign-in first. */
    public void startExport() {
        page.navigate(address("/notes/export"));
        page.getByRole(AriaRole.LINK, named("Download")).click();
    }

    private void fillNote(String title, String text) {
        page.locator("input[name=title]").fill(title);
        page.locator("textarea[name=text]").fill(text);
        page.getByRole(AriaRole.BUTTON, named("Save")).click();
    }

    private void expectDone(String sentence) {
        assertThat(page.getByRole(AriaRole.STATUS)).hasText(sentence);
    }

    // --- who am I ---

    public void openWhoAmI() {
        page.navigate(address("/who-am-i"));
    }

    /** A claim as the page shows it, of the account, the ID token or the access token. */
    public String claim(String section, String name) {
        Locator row = page.locator("section.panel")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(AriaRole.HEADING, named(section).setLevel(2))))
                .locator("dl.facts > div")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("dt").getByText(name, new Locator.GetByTextOptions().setExact(true))));
        Locator time = row.locator("time");
        return time.count() > 0
                ? time.getAttribute("datetime")
                : row.locator(".value").textContent();
    }

    public String address(String path) {
        return client.address().resolve(path).toString();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
