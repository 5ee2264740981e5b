package dev.latchkey.notes.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.NotesApiTest;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@NotesApiTest
class NoteListTests {

    @Autowired
    Api api;

    @Test
    void anEmptyListIsOnePage() {
        Answer empty = api.someone().get("/notes").hasStatus(200);
        assertThat(empty.text()).isEqualTo("{\"notes\":[]}");
    }

    @Test
    void pagesThroughEverythingNewestFirstWhileNotesArrive() {
        Caller alice = api.someone();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            written.add(0, alice.note("Note " + i, "text").id());
        }

        List<String> read = new ArrayList<>();
        String path = "/notes?limit=10";
        while (path != null) {
            Answer page = alice.get(path).hasStatus(200);
            page.json().path("notes").forEach(note -> read.add(note.path("id").asString()));
            path = nextOf(page);
            alice.note("Written in between", ""); // belongs before the first page and disturbs no later one
        }

        assertThat(read).isEqualTo(written);
    }

    @Test
    void aPageEndsBeforeItGetsHeavy() {
        Caller alice = api.someone();
        for (int i = 0; i < 13; i++) {
            alice.note("Long " + i, "x".repeat(99_000));
        }

        Answer first = alice.get("/notes?limit=100").hasStatus(200);
        Answer second = alice.get(nextOf(first)).hasStatus(200);

        assertThat(first.json().path("notes").size()).isEqualTo(11);
        assertThat(second.json().path("notes").size()).isEqualTo(2);
        assertThat(nextOf(second)).isNull();
    }

    @Test
    void bestMatchesComeFirst() {
        Caller alice = api.someone();
        String inTitle = alice.note("Marmalade", "nothing else").id();
        String often =
                alice.note("Kitchen", "marmalade, marmalade and marmalade").id();
        String once = alice.note("Breakfast", "toast with marmalade").id();
        alice.note("Unrelated", "honey");

        assertThat(idsOf(alice.get("/notes?q=marmalade"))).containsExactly(inTitle, often, once);
    }

    @Test
    void pagesThroughASearchWithoutRepeatingOrMissingAnything() {
        Caller alice = api.someone();
        for (int i = 0; i < 23; i++) {
            alice.note(i % 3 == 0 ? "Quince " + i : "Fruit", "quince ".repeat(1 + i % 5));
        }

        List<String> read = new ArrayList<>();
        for (String path = "/notes?q=quince&limit=5"; path != null; ) {
            Answer page = alice.get(path).hasStatus(200);
            read.addAll(idsOf(page));
            path = nextOf(page);
        }

        assertThat(read).hasSize(23).doesNotHaveDuplicates();
        assertThat(read).isEqualTo(idsOf(alice.get("/notes?q=quince&limit=100")));
    }

    @Test
    void findsUnfinishedWordsPhrasesAndExclusions() {
        Caller alice = api.someone();
        String shop = alice.note("Shopping list", "rye bread").id();
        String bread = alice.note("Baking", "bread, rye flour").id();

        assertThat(idsOf(alice.get("/notes?q=shopp"))).containsExactly(shop);
        assertThat(idsOf(alice.get("/notes?q=" + encoded("\"rye bread\"")))).containsExactly(shop);
        assertThat(idsOf(alice.get("/notes?q=" + encoded("bread -shopping")))).containsExactly(bread);
        assertThat(idsOf(alice.get("/notes?q=" + encoded("shopping or baking"))))
                .containsExactlyInAnyOrder(shop, bread);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "' OR 1=1 --",
                "%",
                "_",
                "\\",
                "\"",
                "& | ! ( ) :*",
                "a:*b",
                "<->",
                "''",
                "-",
                "or",
                "\u202e",
                "😀",
                "a\\:b",
                "';DROP TABLE note;--",
                "${7*7}",
                "#{7*7}"
            })
    void takesWhateverAPersonTypes(String query) {
        Caller alice = api.someone();
        alice.note("Something", "else");
        alice.get("/notes?q=" + encoded(query)).hasStatus(200);
    }

    @Test
    void saysWhatIsWrongWithTheQuestion() {
        Caller alice = api.someone();
        alice.get("/notes?limit=0").isProblem(400, "limit");
        alice.get("/notes?limit=101").isProblem(400, "limit");
        alice.get("/notes?limit=ten").isProblem(400, "limit");
        alice.get("/notes?q=" + "x".repeat(201)).isProblem(400, "q");
        alice.get("/notes?q=%00").isProblem(400, "q");
        alice.get("/notes?cursor=abc").isProblem(400, "cursor");
    }

    @Test
    void rs22_aCursorIsSignedAndBelongsToItsSearch() {
        Caller alice = api.someone();
        for (int i = 0; i < 3; i++) {
            alice.note("Note plum " + i, "plum");
        }
        String cursor = alice.get("/notes?q=plum&limit=1").json().path("next").asString();

        alice.get("/notes?q=plum&limit=2&cursor=" + cursor).hasStatus(200);
        alice.get("/notes?q=note&limit=1&cursor=" + cursor).isProblem(400, "cursor");
        alice.get("/notes?limit=1&cursor=" + cursor).isProblem(400, "cursor");
        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String forged = cursor.substring(0, i) + other + cursor.substring(i + 1);
            alice.get("/notes?q=plum&limit=1&cursor=" + forged).isProblem(400, "cursor");
        }
    }

    @Test
    void aTextTooRichForTheIndexIsKeptAndFoundByItsBeginning() {
        StringBuilder text = new StringBuilder("beginning ");
        for (int i = 0; text.codePointCount(0, text.length()) < 99_900; i++) {
            text.appendCodePoint(0x20000 + i % 40_000)
                    .appendCodePoint(0x20000 + i / 7 % 40_000)
                    .append('-');
        }
        Caller alice = api.someone();
        String id = alice.note("Rich", text.toString()).id();
        assertThat(idsOf(alice.get("/notes?q=beginning"))).containsExactly(id);
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, UTF_8);
    }

    private static List<String> idsOf(Answer page) {
        page.hasStatus(200);
        return page.json()
                .path("notes")
                .valueStream()
                .map(note -> note.path("id").asString())
                .toList();
    }

    /** Follows the Link header, which must say the same as the body. */
    private static String nextOf(Answer page) {
        String link = page.header("Link");
        assertThat(link == null).isEqualTo(page.json().path("next").isMissingNode());
        if (link == null) {
            return null;
        }
        assertThat(link)
                .endsWith(">; rel=\"next\"")
                .contains(page.json().path("next").asString());
        return link.substring(1, link.indexOf('>'));
    }
}
