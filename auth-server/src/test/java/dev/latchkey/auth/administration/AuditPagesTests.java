package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit trail, as administrators look through it. */
class AuditPagesTests {

    private static final Story STORY = new Story();
    private static final NewAccounts PEOPLE = STORY.newAccounts();
    private static TestAccount account;
    private static Browser admin;

    private final UUID person = UUID.randomUUID();
    private final String client = "c" + person.toString().substring(0, 8);

    @BeforeAll
    static void signIn() {
        account = PEOPLE.administrator();
        admin = STORY.browserOf(account);
    }

    @ParameterizedTest
    @CsvSource({
        "'',true",
        "type=PASSWORD_CHANGED,true",
        "type=SIGN_IN,false",
        "outcome=SUCCESS,true",
        "outcome=FAILURE,false",
        "from=2026-01-01,true",
        "to=2026-01-01,false",
        "from=2999-01-01,false"
    })
    void findsByAccountAndMore(String query, boolean found) {
        record(SecurityEvent.success(SecurityEventType.PASSWORD_CHANGED)
                .account(person)
                .client(client));

        admin.open("/admin/audit?account=" + person + "&" + query);

        assertThat(admin.page().statusCode()).isEqualTo(200);
        assertThat(admin.page().body().contains("<code>PASSWORD_CHANGED</code>"))
                .isEqualTo(found);
    }

    @Test
    void findsByApplicationAndByName() {
        record(SecurityEvent.success(SecurityEventType.CLIENT_CHANGED).client(client));
        assertThat(admin.open("/admin/audit?client=" + client).page().body()).contains("<code>CLIENT_CHANGED</code>");
        assertThat(admin.open("/admin/audit?account=" + account.username())
                        .page()
                        .body())
                .contains("<code>SIGN_IN</code>");
        assertThat(admin.open("/admin/audit?account=nobody-is-called-so").page().body())
                .doesNotContain("class=\"event\"");
    }

    @Test
    void goesOnFromPageToPage() {
        for (int i = 0; i < 60; i++) {
            record(SecurityEvent.success(SecurityEventType.CONSENT_GIVEN)
                    .account(person)
                    .detail("number", "n" + i));
        }
        String first = admin.open("/admin/audit?account=" + person).page().body();
        String next = org.springframework.web.util.HtmlUtils.htmlUnescape(
                first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]*)\".*", "$1"));
        String second = admin.open(next).page().body();

        assertThat(first.split("class=\"event\"", -1)).hasSize(51);
        assertThat(second.split("class=\"event\"", -1)).hasSize(11);
        assertThat(second).contains(">n0<").doesNotContain("rel=\"next\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"type=NOTHING", "outcome=x", "from=soon", "to=1", "cursor=forged", "cursor=_", "type=SIGN_IN'--"
            })
    @DisplayName("AD-08: what cannot be meant is refused")
    void refusesWhatCannotBeMeant(String query) {
        assertThat(admin.open("/admin/audit?" + query).page().statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("AD-06: what came from outside stays text")
    void showsHostileTextAsText() {
        record(SecurityEvent.failure(SecurityEventType.SIGN_IN, "<script>alert(1)</script>")
                .account(person)
                .client("<b>app</b>")
                .detail("name", "<img src=x onerror=alert(1)>"));

        assertThat(admin.open("/admin/audit?account=" + person).page().body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("<script>alert", "<img src=x", "<b>app");
    }

    @Test
    @DisplayName("AD-09: a spreadsheet calculates nothing of an export")
    void exportsWithoutFormulas() {
        for (String formula :
                new String[] {"=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\tx", "say \"hi\",\nplease"}) {
            record(SecurityEvent.failure(SecurityEventType.SIGN_IN, formula).account(person));
        }

        String csv = export("csv");

        assertThat(csv)
                .contains("\"'=cmd|' /C calc'!A0\"", "\"'+1+1\"", "\"'-2+3\"", "\"'@SUM(A1)\"", "\"'\tx\"")
                .contains("\"say \"\"hi\"\",\nplease\"")
                .startsWith("\"time\",\"type\",\"outcome\"");
        assertThat(export("json")).contains("\"reason\":\"=cmd|' /C calc'!A0\"");
    }

    @Test
    void writesDownThatItWasExported() {
        record(SecurityEvent.success(SecurityEventType.CONSENT_GIVEN).account(person));
        export("json");

        assertThat(STORY.server()
                        .database()
                        .sql(
                                "select details->>'format' from security_event where type = 'AUDIT_EXPORTED' and actor_id = :id"
                                        + " order by occurred_at desc limit 1")
                        .param("id", PEOPLE.idOf(account))
                        .query(String.class)
                        .single())
                .isEqualTo("json");
    }

    @Test
    void searchesInAnIndex() {
        for (String condition :
                new String[] {"true", "account_id = '" + person + "'", "client_id = 'x'", "type = 'SIGN_IN'"}) {
            String plan = String.join(
                    "\n",
                    STORY.server()
                            .database()
                            .sql("explain select * from security_event where " + condition
                                    + " order by occurred_at desc, id desc limit 51")
                            .query(String.class)
                            .list());
            assertThat(plan).as(condition).contains("Index");
        }
    }

    private String export(String format) {
        admin.open("/admin/audit?account=" + person);
        HttpResponse<String> file = admin.submitWithoutFollowing("/admin/audit/export", Map.of("format", format));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                .isEqualTo("attachment; filename=\"audit." + format + "\"");
        return file.body();
    }

    private static void record(SecurityEvent event) {
        STORY.server().bean(AuditTrail.class).record(event);
    }
}
