package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may make an account by coming from a provider: everybody, people of some domains, the invited, nobody. */
class AdmissionTests {

    private static final String CREATE = "name=\"username\"";
    private static final String CLOSED = "No account can be made";

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final NewAccounts people = story.newAccounts();
    private final String name = "adm-" + UUID.randomUUID().toString().substring(0, 8);
    private StubProvider stub;

    @BeforeEach
    void start() throws Exception {
        stub = new StubProvider(server);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void admitsAddressesOfTheDomainsAndNoneThatLookLikeThem() {
        stub.changed(provider -> with(provider, ProviderKind.OIDC, List.of("corp.example", "other.example")));
        for (String inside : List.of("corp.example", "CORP.Example", "other.example")) {
            stub.person(name, name + "@" + inside);
            assertThat(page()).as(inside).contains(CREATE);
        }
        for (String outside : List.of("example.test", "notcorp.example", "mail.corp.example", "corp.example.test")) {
            stub.person(name, name + "@" + outside);
            assertThat(page()).as(outside).contains(CLOSED).doesNotContain(CREATE);
        }
        stub.person(name, "corp.example@example.test");
        assertThat(page()).as("the part before the @").contains(CLOSED);
    }

    /** Google: an address at a company's domain can be a private account's; only {@code hd} says whose people are whose. */
    @Test
    void atGoogleTheOrganisationCountsAndNotTheAddress() {
        stub.changed(provider -> with(provider, ProviderKind.GOOGLE, List.of("corp.example")));
        for (String hosted : new String[] {null, "", "evil.example", "corp.example.evil.example"}) {
            stub.person(name, name + "@corp.example").with("hd", hosted);
            assertThat(page()).as("hd " + hosted).contains(CLOSED).doesNotContain(CREATE);
        }
        stub.person(name, name + "@corp.example").with("hd", List.of("corp.example"));
        assertThat(page()).as("no text").contains(CLOSED);
        stub.person(name, name + "@second-domain-of-corp.example").with("hd", "corp.example");
        assertThat(page()).contains(CREATE);
    }

    @Test
    void tellsGoogleWhichOrganisationIsMeant() {
        stub.changed(provider -> with(provider, ProviderKind.GOOGLE, List.of("corp.example")));
        Browser browser = story.browser().open("/login").submit(stub.start(), Map.of());
        assertThat(StubProvider.address(browser)).contains("&hd=corp.example");
    }

    @Test
    void domainsKeepNobodyOutWhoHasAnAccount() {
        stub.person(name, name + "@example.test");
        stub.signIn(story.browser()).submit("/signup/federated", Map.of("username", name, "name", "N"));
        stub.changed(provider -> with(provider, ProviderKind.OIDC, List.of("corp.example")));
        assertThat(stub.signIn(story.browser()).open("/account").at("/account")).isTrue();
    }

    @Test
    @DisplayName("FD-19: what was open when the page was shown and is closed when it is answered is closed")
    void asksAgainWhenThePageIsAnswered() {
        stub.person(name, name + "@example.test");
        Browser browser = stub.signIn(story.browser());
        assertThat(browser.page().body()).contains(CREATE);
        stub.changed(provider -> with(provider, ProviderKind.OIDC, List.of("corp.example")));

        browser.submit("/signup/federated", Map.of("username", name, "name", "N"));

        assertThat(accountsWith(name + "@example.test")).isZero();
        assertThat(browser.open("/account").at("/login")).isTrue();
    }

    @Test
    void makesNothingByAFormWhereNobodyMayMakeAnAccount() throws Exception {
        for (AccountCreation creation : List.of(AccountCreation.CLOSED, AccountCreation.INVITED)) {
            try (StubProvider closed = new StubProvider(server, creation, Set.of())) {
                closed.person(name, name + "@example.test");
                Browser browser = closed.signIn(story.browser());
                browser.open("/login");
                browser.postRaw(
                        "/signup/federated",
                        Map.of("username", name, "name", "N", "_csrf", browser.hiddenField("_csrf")));
                assertThat(accountsWith(name + "@example.test"))
                        .as(creation.name())
                        .isZero();
            }
        }
    }

    @Test
    void anInvitationIsForItsAddressAndForAnAccountThatNobodyHasUsed() throws Exception {
        try (StubProvider invited = new StubProvider(server, AccountCreation.INVITED, Set.of())) {
            TestAccount waiting = invitedAccount();
            TestAccount used = people.withPassword();

            invited.person(name, address(used));
            assertThat(invited.signIn(story.browser()).page().body()).contains("Sign in and link");
            invited.person(name, address(waiting)).with("email_verified", false);
            assertThat(invited.signIn(story.browser()).page().body()).doesNotContain("Accept the invitation");
            stub.person(name, address(waiting));
            assertThat(page()).as("a provider that is open to all").doesNotContain("Accept the invitation");

            invited.person(name, address(waiting));
            Browser browser = invited.signIn(story.browser());
            assertThat(browser.page().body()).contains("Accept the invitation").doesNotContain(CREATE);
            browser.submit("/signup/federated", Map.of());
            assertThat(browser.open("/account/profile").page().body()).contains(waiting.username());
            assertThat(server.mailbox().awaitTo(address(waiting)).text())
                    .contains(invited.provider().title());

            invited.person(name + "-second", address(waiting));
            assertThat(invited.signIn(story.browser()).page().body())
                    .as("an invitation is accepted once")
                    .contains("Sign in and link");
        }
    }

    @Test
    void aProviderThatIsNotBelievedMakesNoAccounts() {
        stub.changed(provider -> withTrust(provider, false));
        stub.person(name, name + "@example.test");
        assertThat(page()).contains("confirm an e-mail address").doesNotContain(CREATE);
    }

    @Test
    void readsUserNameAndNameFromTheClaimsThatAreSet() {
        stub.changed(provider -> withClaims(provider, "upn", "display_name"));
        stub.person(name, name + "@example.test")
                .with("preferred_username", "somebody-else")
                .with("upn", name + "@corp.example")
                .with("display_name", "Displayed Name");
        assertThat(page()).contains("value=\"" + name + "\"", "value=\"Displayed Name\"");
    }

    @Test
    void readsTheClaimsOfTheUserInfoOfTheSamePersonOnly() {
        stub.userInfo(
                Map.of("sub", name, "email", name + "@example.test", "email_verified", true, "name", "From Info"));
        stub.person(name, null);
        assertThat(page()).contains(name + "@example.test", "value=\"From Info\"");

        stub.person(name + "-other", null);
        Browser browser = stub.signIn(story.browser());
        assertThat(browser.page().statusCode()).isEqualTo(401);
        assertThat(browser.open("/account").at("/login")).isTrue();
    }

    private String page() {
        Browser browser = stub.signIn(story.browser());
        assertThat(browser.at("/signup/federated")).as(browser.page().body()).isTrue();
        return browser.page().body();
    }

    private TestAccount invitedAccount() {
        TestAccount account = people.withPassword();
        server.database()
                .sql("update account set email_verified = false, password_hash = null where id = :id")
                .param("id", people.idOf(account))
                .update();
        return account;
    }

    private int accountsWith(String email) {
        return server.database()
                .sql("select count(*) from account where email = :email")
                .param("email", email)
                .query(Integer.class)
                .single();
    }

    private static String address(TestAccount account) {
        return account.username() + "@example.test";
    }

    private static Provider with(Provider before, ProviderKind kind, List<String> domains) {
        return copy(before, kind, domains, before.usernameClaim(), before.nameClaim(), before.emailTrusted());
    }

    private static Provider withTrust(Provider before, boolean trusted) {
        return copy(
                before, before.kind(), before.allowedDomains(), before.usernameClaim(), before.nameClaim(), trusted);
    }

    private static Provider withClaims(Provider before, String username, String name) {
        return copy(before, before.kind(), before.allowedDomains(), username, name, before.emailTrusted());
    }

    private static Provider copy(
            Provider before, ProviderKind kind, List<String> domains, String username, String name, boolean trusted) {
        return new Provider(
                before.id(),
                before.name(),
                before.title(),
                kind,
                before.issuer(),
                before.clientId(),
                before.scopes(),
                username,
                name,
                domains,
                before.accountCreation(),
                trusted,
                before.secondFactorValues(),
                before.enabled(),
                before.configured(),
                before.declared(),
                before.version());
    }
}
