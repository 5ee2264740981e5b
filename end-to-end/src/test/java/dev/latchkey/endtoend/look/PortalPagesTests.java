package dev.latchkey.endtoend.look;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A walk past the pages on which applications are registered, reviewed, allowed and taken back. */
@EndToEnd
class PortalPagesTests {

    private static final String CALLBACK = "https://list.example/callback";

    private final Looks looks = new Looks();

    @Test
    void canBeUsedByDevelopersAndByWhoeverMeetsTheirApplications(House house, People people) {
        Person developer = people.newcomer();
        Page page = developer.page();
        page.navigate(house.issuer().resolve("/developer/applications").toString());
        developer.givesPassword();
        page.waitForURL(Pattern.compile(".*/developer/applications"));
        looks.at(page, "developer-none");
        lookAt(page, house, "developer-kinds", "/developer/applications/new");
        String application = registers(page, house);
        for (String tab : List.of("", "/credentials", "/redirects", "/scopes", "/preview", "/publication", "/usage")) {
            lookAt(page, house, "developer-application" + tab.replace('/', '-'), application + tab);
        }
        lookAt(page, house, "developer-application-danger", application + "/danger");
        page.locator("input[name=confirmation]").last().fill("something else");
        page.locator("main form .button-danger").last().click();
        looks.at(page, "developer-application-danger-problem");

        String clientId = clientId(page, house, application);
        lookAtRefusals(page, house, application, clientId);
        opensItToEverybody(page, house, application);
        lookAtAccess(page, house, clientId);
        lookAt(page, house, "developer-applications", "/developer/applications");
        looks.expectNoProblems();
    }

    @Test
    void canBeUsedByWhoeverConnectsADevice(House house, People people) {
        Person bob = people.bob();
        Page page = bob.page();
        page.navigate(house.issuer().resolve("/device").toString());
        bob.givesPassword();
        page.waitForURL(Pattern.compile(".*/device"));
        looks.at(page, "device-code");
        enters(page, "BBBB-BBBB");
        assertThat(page.locator("#problem")).isVisible();
        looks.at(page, "device-code-problem");
        enters(page, userCode(page, house));
        assertThat(bob.consentPage().allowButton()).isEnabled();
        looks.at(page, "device-confirm");
        comesBackTo(page);
        bob.consentPage().allow();
        assertThat(page.locator("main h1")).hasText("Your device is connected");
        looks.at(page, "device-done");
        looks.expectNoProblems();
    }

    @Test
    void canBeUsedByWhoeverAdministersApplications(House house, People people) {
        Person admin = people.admin();
        Page page = admin.page();
        page.navigate(house.issuer().resolve("/admin/applications").toString());
        admin.givesPassword();
        admin.givesSecondFactorIfEnrolled();
        page.waitForURL(Pattern.compile(".*/admin/applications"));
        looks.at(page, "admin-applications");
        lookAt(page, house, "admin-applications-none", "/admin/applications?search=nothing-is-called-so");
        lookAt(page, house, "admin-application-new", "/admin/applications/new");
        lookAt(page, house, "admin-applications-import", "/admin/applications/import");
        lookAt(page, house, "admin-applications-review", "/admin/applications/review");
        page.navigate(
                house.issuer().resolve("/admin/applications?search=demo-two").toString());
        page.locator("main .person-row a").first().click();
        page.waitForURL(Pattern.compile(".*/admin/applications/[0-9a-f-]{36}"));
        looks.at(page, "admin-application");
        String application = URI.create(page.url()).getPath();
        lookAt(page, house, "admin-application-requests", application + "/requests");
        lookAt(page, house, "admin-application-launcher", application + "/launcher");
        looks.expectNoProblems();
    }

    /** @return the path of its pages */
    private String registers(Page page, House house) {
        lookAt(page, house, "developer-form", "/developer/applications/new?kind=web-server");
        page.locator("main form button.button-primary").click();
        assertThat(page.locator("main [aria-invalid=true]").first()).isVisible();
        looks.at(page, "developer-form-problem");
        page.locator("#name").fill("A list for shopping, with a rather long name");
        page.locator("#redirect_uris").fill(CALLBACK);
        page.locator("main form button.button-primary").click();
        assertThat(page.locator("#client-secret")).isVisible();
        looks.at(page, "developer-created");
        page.locator("main a.button").click();
        page.waitForURL(Pattern.compile(".*/developer/applications/[0-9a-f-]{36}"));
        return URI.create(page.url()).getPath();
    }

    private static String clientId(Page page, House house, String application) {
        page.navigate(house.issuer().resolve(application + "/credentials").toString());
        return page.locator("#client-id").textContent();
    }

    private void lookAtRefusals(Page page, House house, String application, String clientId) {
        looks.at(
                page,
                "refused-redirect",
                house.issuer() + "/oauth2/authorize?response_type=code&client_id=" + clientId
                        + "&redirect_uri=https://other.example/cb",
                400);
        page.locator("details summary").last().click();
        String explanation = page.locator("main a[href^='/errors/']").first().getAttribute("href");
        lookAt(page, house, "refused-explanation", explanation);
        lookAt(page, house, "developer-application-requests", application + "/requests");
        assertThat(page.locator(".refusal").count()).isEqualTo(1);
    }

    private static void opensItToEverybody(Page page, House house, String application) {
        page.navigate(house.issuer().resolve(application + "/publication").toString());
        page.locator("main form button.button-primary").click();
        assertThat(page.locator("main")).containsText("Not verified");
    }

    /** Consent to an application that nobody has verified, and what becomes of it. */
    private void lookAtAccess(Page page, House house, String clientId) {
        page.route("https://list.example/**", route -> route.fulfill(new Route.FulfillOptions().setBody("back")));
        page.navigate(house.issuer() + "/oauth2/authorize?response_type=code&client_id=" + clientId + "&redirect_uri="
                + CALLBACK + "&scope=openid%20profile&state=s&code_challenge_method=S256&code_challenge="
                + "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assertThat(page.locator("button[value=allow]")).isEnabled();
        looks.at(page, "consent-unverified");
        comesBackTo(page);
        page.locator("button[value=allow]").click();
        page.waitForURL(Pattern.compile("https://list\\.example/callback\\?.*"));
        lookAt(page, house, "connected-applications", "/account/applications");
        page.locator("main h2 a").first().click();
        page.waitForURL(Pattern.compile(".*/account/applications/details.*"));
        looks.at(page, "connected-application");
        page.locator("main form[action$='/remove'] button").click();
        assertThat(page.locator("main [role=status]")).isVisible();
        looks.at(page, "connected-applications-removed");
        lookAt(page, house, "launcher", "/account/launch");
    }

    /** The walk with the Tab key has left the page, and the click that brings it to the front allows nothing. */
    private static void comesBackTo(Page page) {
        page.locator("main h1").click();
    }

    private static void enters(Page page, String code) {
        page.locator("#user_code").fill(code);
        page.locator("main form .button-primary").click();
    }

    private static String userCode(Page page, House house) {
        APIResponse response = page.request()
                .post(
                        house.issuer().resolve("/oauth2/device_authorization").toString(),
                        RequestOptions.create()
                                .setForm(FormData.create()
                                        .set("client_id", "demo-device")
                                        .set("scope", "openid notes:read")));
        Matcher code = Pattern.compile("\"user_code\"\\s*:\\s*\"([^\"]+)\"").matcher(response.text());
        assertThat(code.find()).as(response.text()).isTrue();
        return code.group(1);
    }

    private void lookAt(Page page, House house, String name, String path) {
        looks.at(page, name, house.issuer().resolve(path).toString(), 200);
    }
}
