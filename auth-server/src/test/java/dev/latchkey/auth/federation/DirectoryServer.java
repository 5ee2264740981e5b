package dev.latchkey.auth.federation;

import dev.latchkey.auth.ldap.LdapFront;
import dev.latchkey.auth.ldap.TestDirectory;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import java.util.Map;

/** A server whose people may have their password in a directory. Started once, by whichever test comes first: it takes seconds. */
final class DirectoryServer {

    private static final TestDirectory LDAP = directory();
    private static final LdapFront FRONT = newFront();
    private static final AuthServer SERVER = AuthServer.startedWith(
            "--latchkey.ldap.url=" + FRONT.url(),
            "--latchkey.ldap.title=Example Company",
            "--latchkey.ldap.base-dn=" + TestDirectory.BASE,
            "--latchkey.ldap.bind-dn=" + TestDirectory.READER,
            "--latchkey.ldap.bind-password=" + TestDirectory.READER_PASSWORD,
            "--latchkey.ldap.user-filter=(|(uid={0})(mail={0}))",
            "--latchkey.ldap.roles.DEVELOPER=cn=makers," + TestDirectory.BASE,
            "--latchkey.ldap.assignable-roles=DEVELOPER",
            "--latchkey.ldap.password-url=https://password.example.com/",
            "--latchkey.ldap.timeout=2500ms");

    private DirectoryServer() {}

    static AuthServer running() {
        return SERVER;
    }

    static TestDirectory ldap() {
        return LDAP;
    }

    /** What the server takes for the directory. */
    static LdapFront front() {
        return FRONT;
    }

    static Browser signIn(String name, String password) {
        return new Browser(SERVER).open("/login").submit("/login", Map.of("username", name, "password", password));
    }

    /** The user name; empty if nobody is signed in. */
    static String whoIsIn(Browser browser) {
        browser.open("/account/profile");
        return browser.at("/account/profile")
                ? browser.page().body().replaceFirst("(?s).*name=\"username\"[^>]*value=\"([^\"]*)\".*", "$1")
                : "";
    }

    /** Somebody of the directory who has an account here, called as there. */
    static TestDirectory.Person signedUp() {
        TestDirectory.Person person = LDAP.newPerson();
        signIn(person.uid(), person.password())
                .submit("/signup/federated", Map.of("username", person.uid(), "name", "Name"));
        return person;
    }

    static int count(String sql, String value) {
        return SERVER.database()
                .sql(sql)
                .param("value", value)
                .query(Integer.class)
                .single();
    }

    private static TestDirectory directory() {
        try {
            return new TestDirectory();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static LdapFront newFront() {
        try {
            return new LdapFront(LDAP);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
