package dev.latchkey.endtoend.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What people and administrators do on the pages of the house, whatever the provider. */
final class Steps {

    private Steps() {}

    /** An administrator's page, signed in. */
    static Page administration(House house, People people) {
        Person administrator = people.admin();
        administrator.page().navigate(house.issuer().resolve("/login").toString());
        administrator.givesPassword();
        administrator.givesSecondFactorIfEnrolled();
        administrator.page().waitForURL(url -> url.endsWith("/account"));
        return administrator.page();
    }

    /** Saves the form of a new provider that is filled in, and tries whether it answers. */
    static void saveAndTest(Page page, String identifier) {
        page.locator("select[name=accountCreation]").selectOption("OPEN");
        page.locator("main form .button-primary").click();
        page.waitForURL(url -> url.endsWith("done=saved"));
        entry(page, identifier)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Change"))
                .click();
        button(page, "Test this provider").click();
        assertThat(page.getByRole(AriaRole.STATUS).textContent()).contains("The provider answers");
    }

    static void switchOff(Page page, House house, String identifier) {
        page.navigate(house.issuer().resolve("/admin/identity-providers").toString());
        entry(page, identifier).locator("form button").click();
        page.waitForURL(url -> url.endsWith("done=saved"));
    }

    /** Of the list of providers, the one with this issuer or entity id. */
    private static Locator entry(Page page, String identifier) {
        return page.locator("section.panel").filter(new Locator.FilterOptions().setHasText(identifier));
    }

    /** The button may say besides that it was used last. */
    static void continueWith(String title, Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue with " + title))
                .click();
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The user name; empty if nobody is signed in. */
    static String whoIsIn(Page page, House house) {
        page.waitForLoadState();
        page.navigate(house.issuer().resolve("/account/profile").toString());
        return page.url().endsWith("/account/profile")
                ? page.locator("input[name=username]").inputValue()
                : "";
    }

    static int accountsWith(String email, House house) throws SQLException {
        try (Connection connection = house.authDatabase().connect();
                PreparedStatement count = connection.prepareStatement("select count(*) from account where email = ?")) {
            count.setString(1, email);
            try (ResultSet result = count.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}
