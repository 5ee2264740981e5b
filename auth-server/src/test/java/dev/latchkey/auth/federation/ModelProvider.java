package dev.latchkey.auth.federation;

import dev.latchkey.auth.ldap.TestDirectory;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider in a random history, of whatever kind: it calls any address verified for whoever asks. */
interface ModelProvider extends AutoCloseable {

    String name();

    /** Who is there from now on. */
    void person(String person, @Nullable String address);

    /** By which it knows that person. */
    String subjectOf(String person);

    /** Whoever is there comes from it with this browser. */
    Browser signIn(Browser browser);

    /** Whether the page of identities offers it. */
    boolean isOfferedOn(String page);

    /** Whoever is there goes the way to the page that asks whether to link, as far as it goes. */
    void prove(Browser browser);

    @Override
    void close();

    static ModelProvider openId(AuthServer server) throws Exception {
        StubProvider stub = new StubProvider(server);
        return new Elsewhere(stub.name()) {
            @Override
            public void person(String person, @Nullable String address) {
                stub.person(person, address);
            }

            @Override
            public Browser signIn(Browser browser) {
                return stub.signIn(browser);
            }

            @Override
            void comeBack(Browser browser) {
                browser.open(stub.comeBack(StubProvider.address(browser)));
            }

            @Override
            public void close() {
                stub.close();
            }
        };
    }

    static ModelProvider saml(AuthServer server) throws Exception {
        StubSamlProvider stub = new StubSamlProvider(server);
        return new Elsewhere(stub.name()) {
            @Override
            public void person(String person, @Nullable String address) {
                stub.person(person, address);
            }

            @Override
            public Browser signIn(Browser browser) {
                return stub.signIn(browser);
            }

            @Override
            void comeBack(Browser browser) {
                stub.post(stub.visit(StubProvider.address(browser)), browser);
            }

            @Override
            public void close() {
                stub.close();
            }
        };
    }

    static ModelProvider directory(TestDirectory ldap) {
        Map<String, TestDirectory.Person> entries = new HashMap<>();
        return new ModelProvider() {
            private String there = "";

            @Override
            public String name() {
                return DirectoryVisits.NAME;
            }

            @Override
            public void person(String person, @Nullable String address) {
                there = person;
                String[] values = address == null ? new String[0] : new String[] {address};
                ldap.change(entry(), "mail", values);
            }

            private TestDirectory.Person entry() {
                return entries.computeIfAbsent(there, one -> ldap.person(one, "directory password of " + one));
            }

            @Override
            public String subjectOf(String person) {
                return entries.containsKey(person) ? ldap.idOf(entries.get(person)) : "";
            }

            @Override
            public Browser signIn(Browser browser) {
                browser.open("/login");
                return browser.at("/login") ? type(browser, "/login") : browser;
            }

            @Override
            public boolean isOfferedOn(String page) {
                return page.contains(DirectoryLinkController.PATH);
            }

            @Override
            public void prove(Browser browser) {
                browser.open(DirectoryLinkController.PATH);
                if (browser.at(DirectoryLinkController.PATH)) {
                    type(browser, DirectoryLinkController.PATH);
                }
            }

            private Browser type(Browser browser, String form) {
                return browser.submit(form, Map.of("username", there, "password", entry().password()));
            }

            @Override
            public void close() {
                entries.values().forEach(ldap::remove);
            }
        };
    }

    /** Where people are sent. */
    abstract class Elsewhere implements ModelProvider {

        private final String name;

        private Elsewhere(String name) {
            this.name = name;
        }

        abstract void comeBack(Browser browser);

        @Override
        public String name() {
            return name;
        }

        @Override
        public String subjectOf(String person) {
            return person;
        }

        @Override
        public boolean isOfferedOn(String page) {
            return page.contains("/account/identities/new/" + name);
        }

        @Override
        public void prove(Browser browser) {
            browser.submit("/account/identities/new/" + name, Map.of());
            if (browser.page().headers().firstValue("Refresh").isPresent()) {
                comeBack(browser);
            }
        }
    }
}
