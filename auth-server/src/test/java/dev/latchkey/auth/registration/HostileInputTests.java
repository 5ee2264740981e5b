package dev.latchkey.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Rows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ten thousand things that nobody types. None may shake the server, show its inside, or leave anything behind. */
class HostileInputTests {

    private static final int SIGN_UPS = 2500;
    private static final int JSON = 4600;
    private static final int RESETS = 1400;
    private static final int SIGN_INS = 1500;
    /** So few that most attempts find the brake on: only the others cost the work of a password check. */
    private static final int NAMES = 15;

    private static final int THREADS = 8;

    private static final List<String> SEEDS = List.of(
            "' or '1'='1' --",
            "\"; drop table account; --",
            "1; select pg_sleep(10)",
            "%' and 1=(select count(*) from account) and '%'='",
            "\\x00\\x1a",
            "${7777*7777}",
            "#{7777*7777}",
            "*{7777*7777}",
            "~{fragments/head :: head}",
            "[[${7777*7777}]]",
            "[(${7777*7777})]",
            "__${T(java.lang.Runtime).getRuntime()}__::.x",
            "${jndi:ldap://canary.test/a}",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "a@b\r\nBcc: evil@example.test",
            "a@example.test%0aBcc:evil@example.test",
            "\u0000",
            "\uFEFF\u200B\u2028\u2029",
            "\u202Etset\u202C",
            "z\u0351\u0352\u0353\u0354".repeat(50),
            "\uD83D\uDE00".repeat(40),
            "\uFFFF\uFFFE",
            "İıſßẞŉǰ",
            "ﷺ".repeat(30),
            "../../../../etc/passwd",
            "..%2f..%2f",
            "{\"$ne\": null}",
            "-1",
            "1e309",
            "9223372036854775808",
            "NaN",
            "2999-99-99",
            "0000-00-00",
            "+999999999-12-31",
            "null",
            "undefined",
            "true",
            "a".repeat(65),
            "a@" + "b.".repeat(120) + "test",
            "@".repeat(300),
            ("a".repeat(50) + "!").repeat(200),
            "x".repeat(3_000),
            "\t\n\r",
            "   ",
            "*)(uid=*))(|(uid=*",
            "<!ENTITY x SYSTEM \"file:///etc/passwd\">",
            "%n%n%s%x");

    private final AuthServer server = AuthServer.running();
    private final PostedForms forms = new PostedForms(server);
    private final Random random = new Random(20261121);

    @Test
    @DisplayName("LG-14, LG-35, RB-06, RB-07, RB-11, RB-12, RB-13, RB-18: 10,000 hostile sign-ups, sign-ins and resets")
    void shakeNothingAndLeaveNothing() throws Exception {
        Rows before = Rows.of(server);
        List<Callable<String>> requests = new ArrayList<>();
        for (int i = 0; i < SIGN_UPS; i++) {
            Map<String, String> form = signUp();
            boolean twice = i % 10 == 0;
            requests.add(() -> complaint("/signup", forms.post("/signup", twice ? doubled(form) : entries(form))));
        }
        for (int i = 0; i < JSON; i++) {
            String body = json(signUp());
            requests.add(() -> complaint("/api/accounts", forms.send("/api/accounts", "application/json", body)));
        }
        for (int i = 0; i < RESETS; i++) {
            Map<String, String> form = i % 2 == 0
                    ? Map.of("email", hostile())
                    : Map.of("token", hostile(), "password", hostile(), "passwordConfirmation", hostile());
            String path = i % 2 == 0 ? "/password/forgot" : "/password/reset";
            requests.add(() -> complaint(path, forms.post(path, form)));
        }
        List<String> names = Stream.generate(() -> hostile() + UUID.randomUUID())
                .limit(NAMES)
                .toList();
        for (int i = 0; i < SIGN_INS; i++) {
            Map<String, String> form =
                    Map.of("username", names.get(i % NAMES), "password", hostile(), "remember", hostile());
            requests.add(() -> complaint("/login", forms.post("/login", form)));
        }
        assertThat(requests).hasSize(10_000);
        assertThat(complaints(requests)).isEmpty();
        assertThat(Rows.of(server)).isEqualTo(before);
    }

    @Test
    @DisplayName("RB-02: a megabyte in each field")
    void refusesAMegabyteBeforeLookingAtIt() throws Exception {
        Rows before = Rows.of(server);
        String megabyte = "x".repeat(1 << 20);
        for (String path : List.of("/signup", "/login", "/password/forgot", "/password/reset", "/signup/verify")) {
            for (String field : List.of("username", "email", "password", "token", "code")) {
                try {
                    assertThat(forms.post(path, Map.of(field, megabyte)).statusCode())
                            .as("%s %s", path, field)
                            .isBetween(400, 499);
                } catch (IOException closed) {
                    assertThat(closed).as("cut off while sending").isNotNull();
                }
            }
        }
        assertThat(Rows.of(server)).isEqualTo(before);
    }

    private List<String> complaints(List<Callable<String>> requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<String> complaints = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(requests)) {
                if (!answer.get().isEmpty()) {
                    complaints.add(answer.get());
                }
            }
            return complaints;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String complaint(String path, HttpResponse<String> answer) {
        String body = answer.body();
        if (answer.statusCode() >= 500) {
            return path + " " + answer.statusCode();
        }
        for (String inside : List.of(
                "Exception", "dev.latchkey", "org.springframework", "60481729", "<script>alert", "<img src=x")) {
            if (body.contains(inside)) {
                return path + " shows " + inside;
            }
        }
        return "";
    }

    /** Never one that could be taken: the two passwords differ. */
    private Map<String, String> signUp() {
        Map<String, String> form = new LinkedHashMap<>();
        for (String field : List.of("username", "email", "name", "birthdate", "password", "signup", "continue")) {
            form.put(field, hostile());
        }
        form.put("passwordConfirmation", form.get("password") + "-");
        return form;
    }

    private String hostile() {
        String seed = SEEDS.get(random.nextInt(SEEDS.size()));
        return switch (random.nextInt(4)) {
            case 0 -> seed;
            case 1 -> SEEDS.get(random.nextInt(SEEDS.size())) + seed;
            case 2 -> "person" + random.nextInt(1000) + seed + "@example.test";
            default -> random(random.nextInt(60));
        };
    }

    private String random(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int codePoint = random.nextInt(random.nextBoolean() ? 0x100 : 0x11000);
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }

    private static List<Map.Entry<String, String>> entries(Map<String, String> form) {
        return List.copyOf(form.entrySet());
    }

    private static List<Map.Entry<String, String>> doubled(Map<String, String> form) {
        List<Map.Entry<String, String>> fields = new ArrayList<>(form.entrySet());
        fields.addAll(form.entrySet());
        return fields;
    }

    private static String json(Map<String, String> form) {
        return new tools.jackson.databind.json.JsonMapper().writeValueAsString(form);
    }
}
