package dev.latchkey.endtoend.person;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.House;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who takes part in a test. Everybody has a browser of their own, which has never been anywhere. */
public final class People implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "failures");

    private final House house;
    private final Chromium chromium;
    private final List<Person> people = new ArrayList<>();

    public People(House house, Chromium chromium) {
        this.house = house;
        this.chromium = chromium;
    }

    public Person alice() {
        return as(house.alice());
    }

    public Person bob() {
        return as(house.bob());
    }

    public Person dana() {
        return as(house.dana());
    }

    public Person admin() {
        return as(house.admin());
    }

    /** Somebody who has just made an account, which no other test knows. */
    public Person newcomer() {
        return newcomer(house.stranger());
    }

    /** Somebody who has just made this account. */
    public Person newcomer(Account account) {
        Person newcomer = as(account);
        newcomer.signsUp();
        return newcomer;
    }

    public Person as(Account account) {
        return as(account, new Browser.NewContextOptions());
    }

    /** Somebody whose browser is special: without JavaScript, narrow, dark. */
    public Person as(Account account, Browser.NewContextOptions options) {
        Person person = new Person(account, house, chromium.browser().newContext(options.setLocale("en-GB")));
        people.add(person);
        return person;
    }

    /** What everybody sees at this moment, for whoever has to find out why a test failed. */
    public void keepPictures(String test) {
        for (int i = 0; i < people.size(); i++) {
            people.get(i)
                    .page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(PICTURES.resolve(test + "-" + i + ".png"))
                            .setFullPage(true));
        }
    }

    @Override
    public void close() {
        people.forEach(Person::close);
    }
}
