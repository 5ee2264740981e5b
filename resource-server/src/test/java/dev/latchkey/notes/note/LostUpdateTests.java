package dev.latchkey.notes.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.Json;
import dev.latchkey.notes.testing.NotesApiTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@NotesApiTest
class LostUpdateTests {

    @Autowired
    Api api;

    @Test
    void aWriteMustSayWhatItHasRead() {
        Caller alice = api.someone();
        Answer note = alice.note("Title", "text");

        alice.call("PUT", note.path(), "{\"title\":\"t\"}", "Content-Type", "application/json")
                .isProblem(428);
        alice.call("PATCH", note.path(), "{}", "Content-Type", "application/merge-patch+json")
                .isProblem(428);
        alice.call("DELETE", note.path(), null).isProblem(428);

        assertThat(alice.get(note.path()).json()).isEqualTo(note.json());
    }

    @Test
    void rs21_aWriteOverAnUnseenChangeIsRefusedAndNamesTheCurrentVersion() {
        Caller alice = api.someone();
        Answer note = alice.note("Title", "text");
        Answer changed =
                alice.put(note.path(), note.etag(), "{\"title\":\"First\"}").hasStatus(200);

        for (Answer refused : List.of(
                alice.put(note.path(), note.etag(), "{\"title\":\"Second\"}"),
                alice.patch(note.path(), note.etag(), "{\"title\":\"Second\"}"),
                alice.delete(note.path(), note.etag()))) {
            refused.isProblem(412);
            assertThat(refused.etag()).isEqualTo(changed.etag());
        }
        assertThat(alice.get(note.path()).json()).isEqualTo(changed.json());
    }

    @Test
    void oneOfSeveralVersionsIsEnoughAndAnyIsAny() {
        Caller alice = api.someone();
        Answer note = alice.note("Title", "text");
        alice.put(note.path(), "\"7\", \"1\"", "{\"title\":\"Second\"}").hasStatus(200);
        alice.put(note.path(), "*", "{\"title\":\"Third\"}").hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"1\"", "\"01\"", "\"1 \"", "\"\"", "\"99999999999999999999\"", "\"abc\""})
    void aTagThatIsNotExactlyTheVersionDoesNotMatch(String tag) {
        Caller alice = api.someone();
        Answer note = alice.note("Title", "text");
        Answer refused = alice.put(note.path(), tag, "{\"title\":\"Second\"}");
        assertThat(refused.status()).isIn(400, 412);
        assertThat(alice.get(note.path()).json()).isEqualTo(note.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "\"1\" \"2\"", "junk\"1\""})
    void whatIsNoTagIsABadRequest(String header) {
        Caller alice = api.someone();
        Answer note = alice.note("Title", "text");
        alice.put(note.path(), header, "{\"title\":\"Second\"}").isProblem(400, "If-Match");
    }

    @Test
    void rs21_ofParallelWritersExactlyOneWinsEachRound() throws Exception {
        Caller alice = api.someone();
        Answer note = alice.note("Round 0", "text");
        int writers = 8;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            for (int round = 1; round <= 10; round++) {
                String etag = alice.get(note.path()).etag();
                CyclicBarrier together = new CyclicBarrier(writers);
                List<Future<Answer>> results = new ArrayList<>();
                for (int writer = 0; writer < writers; writer++) {
                    String text = "round " + round + " writer " + writer;
                    boolean patch = writer % 2 == 0;
                    results.add(pool.submit(() -> {
                        together.await();
                        return patch
                                ? alice.patch(note.path(), etag, Json.object("text", text))
                                : alice.put(note.path(), etag, Json.object("title", "t", "text", text));
                    }));
                }
                List<Answer> answers = new ArrayList<>();
                for (Future<Answer> result : results) {
                    answers.add(result.get());
                }
                List<Answer> winners = answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .toList();
                assertThat(winners).hasSize(1);
                assertThat(answers).filteredOn(answer -> answer.status() == 412).hasSize(writers - 1);
                assertThat(alice.get(note.path()).json())
                        .isEqualTo(winners.get(0).json());
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
