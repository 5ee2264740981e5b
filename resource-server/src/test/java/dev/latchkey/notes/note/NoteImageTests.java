package dev.latchkey.notes.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.NotesApiTest;
import dev.latchkey.notes.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@NotesApiTest
class NoteImageTests {

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Test
    void rs20_aNoteHasOnePictureAndItIsAnAttachment() throws IOException {
        Caller alice = api.someone();
        Answer note = alice.note("With a picture", "");
        String path = note.path() + "/image";
        alice.get(path).isProblem(404);

        Answer put = alice.putImage(path, "image/png", TestPictures.png(64, 32), "If-None-Match", "*")
                .hasStatus(201);

        Answer image = alice.get(path).hasStatus(200);
        assertThat(image.etag()).isEqualTo(put.etag());
        assertThat(image.header("Content-Type")).isEqualTo("image/png");
        assertThat(image.header("Content-Disposition")).startsWith("attachment").contains(note.id() + ".png");
        assertThat(image.header("Accept-Ranges")).isEqualTo("bytes");
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(image.bytes()));
        assertThat(decoded.getWidth()).isEqualTo(64);
        Answer changed = alice.get(note.path());
        assertThat(changed.etag()).as("the note says something else now").isEqualTo("\"2\"");
        assertThat(changed.json().path("image").path("width").asInt()).isEqualTo(64);
        assertThat(changed.json().path("image").path("size").asInt()).isEqualTo(image.bytes().length);
        assertThat(alice.get("/notes").json().path("notes").get(0)).isEqualTo(changed.json());

        alice.delete(path, image.etag()).hasStatus(204);
        alice.get(path).isProblem(404);
        assertThat(alice.get(note.path()).json().has("image")).isFalse();
        assertThat(keptPictures()).doesNotContain(image.bytes());
    }

    @Test
    void aPictureIsReplacedByWhoHasSeenIt() {
        Caller alice = api.someone();
        String path = alice.note("t", "").path() + "/image";
        Answer first = alice.putImage(path, "image/png", TestPictures.png(8, 8), "If-None-Match", "*")
                .hasStatus(201);

        alice.putImage(path, "image/png", TestPictures.png(9, 9)).isProblem(428);
        alice.putImage(path, "image/png", TestPictures.png(9, 9), "If-None-Match", "*")
                .isProblem(412);
        Answer stale = alice.putImage(path, "image/png", TestPictures.png(9, 9), "If-Match", "\"other\"")
                .isProblem(412);
        assertThat(stale.etag()).isEqualTo(first.etag());
        alice.delete(path, "\"other\"").isProblem(412);
        alice.call("DELETE", path, null).isProblem(428);

        Answer second = alice.putImage(path, "image/jpeg", TestPictures.jpeg(9, 9), "If-Match", first.etag())
                .hasStatus(204);
        assertThat(alice.get(path).etag()).isEqualTo(second.etag()).isNotEqualTo(first.etag());
        assertThat(alice.get(path).header("Content-Type")).isEqualTo("image/jpeg");
    }

    @Test
    void ofParallelWritersOneWins() throws Exception {
        Caller alice = api.someone();
        String path = alice.note("t", "").path() + "/image";
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            String expected = alice.putImage(path, "image/png", TestPictures.png(5, 5), "If-None-Match", "*")
                    .etag();
            for (int round = 0; round < 5; round++) {
                String before = expected;
                CyclicBarrier together = new CyclicBarrier(6);
                List<Future<Answer>> results = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    byte[] png = TestPictures.png(10 + i, 10 + round);
                    results.add(pool.submit(() -> {
                        together.await();
                        return alice.putImage(path, "image/png", png, "If-Match", before);
                    }));
                }
                List<Integer> statuses = new ArrayList<>();
                for (Future<Answer> result : results) {
                    statuses.add(result.get().status());
                }
                assertThat(statuses).containsOnlyOnce(204).containsOnly(204, 412);
                expected = alice.get(path).hasStatus(200).etag();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void theTypeIsFoundInTheContent() {
        Caller alice = api.someone();
        String path = alice.note("t", "").path() + "/image";
        alice.putImage(path, "image/png", TestPictures.jpeg(8, 8), "If-None-Match", "*")
                .hasStatus(201);
        assertThat(alice.get(path).header("Content-Type")).isEqualTo("image/jpeg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GIF89a....", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<html>", "", "x"})
    void whatIsNoPictureIsRefused(String content) {
        Caller alice = api.someone();
        String path = alice.note("t", "").path() + "/image";
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Answer refused = alice.putImage(path, "image/png", bytes, "If-None-Match", "*");
        refused.isProblem(content.isEmpty() ? 400 : 415);
        alice.putImage(path, "image/svg+xml", bytes, "If-None-Match", "*").isProblem(415);
        alice.get(path).isProblem(404);
    }

    @Test
    void whatCannotBeDecodedIsUnprocessable() {
        Caller alice = api.someone();
        String path = alice.note("t", "").path() + "/image";
        alice.putImage(path, "image/png", Arrays.copyOf(TestPictures.png(64, 64), 60), "If-None-Match", "*")
                .isProblem(422);
        alice.putImage(path, "image/png", TestPictures.pngBomb(60_000, 60_000), "If-None-Match", "*")
                .isProblem(422);
    }

    @Test
    void fiveMegabytesAreEnough() {
        Caller alice = api.someone();
        String path = alice.note("t", "").path() + "/image";
        byte[] padded = Arrays.copyOf(TestPictures.png(64, 64), 5 * 1024 * 1024);
        alice.putImage(path, "image/png", padded, "If-None-Match", "*").hasStatus(201);
        alice.putImage(path, "image/png", Arrays.copyOf(padded, padded.length + 1), "If-Match", "*")
                .isProblem(413);
    }

    @Test
    void partsOfAPictureCanBeAskedFor() {
        Caller alice = api.someone();
        String path = alice.note("t", "").path() + "/image";
        alice.putImage(path, "image/png", TestPictures.png(64, 64), "If-None-Match", "*");
        Answer whole = alice.get(path);
        int length = whole.bytes().length;

        Answer part = alice.get(path, "Range", "bytes=10-19").hasStatus(206);
        assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(whole.bytes(), 10, 20));
        assertThat(part.header("Content-Range")).isEqualTo("bytes 10-19/" + length);
        assertThat(alice.get(path, "Range", "bytes=-5").hasStatus(206).bytes())
                .isEqualTo(Arrays.copyOfRange(whole.bytes(), length - 5, length));
        assertThat(alice.get(path, "Range", "bytes=" + length + "-")
                        .isProblem(416)
                        .header("Content-Range"))
                .isEqualTo("bytes */" + length);
        assertThat(alice.get(path, "Range", "bytes=0-1", "If-Range", "\"other\"")
                        .hasStatus(200)
                        .bytes())
                .isEqualTo(whole.bytes());
        alice.get(path, "Range", "bytes=0-1", "If-Range", whole.etag()).hasStatus(206);
        alice.get(path, "If-None-Match", whole.etag()).hasStatus(304);
        String many = "bytes=" + String.join(",", java.util.Collections.nCopies(150, "0-"));
        assertThat(alice.get(path, "Range", many).status()).isIn(200, 416);
    }

    @Test
    void rs11_nobodyElsesPictureExists() {
        Caller alice = api.someone();
        Caller bob = api.someone();
        String path = alice.note("t", "").path() + "/image";
        Answer put = alice.putImage(path, "image/png", TestPictures.png(8, 8), "If-None-Match", "*");

        bob.get(path).isProblem(404);
        bob.get(path, "If-None-Match", put.etag()).isProblem(404);
        bob.putImage(path, "image/png", TestPictures.png(9, 9), "If-Match", "*").isProblem(404);
        bob.putImage(path, "image/png", TestPictures.png(9, 9), "If-None-Match", "*")
                .isProblem(404);
        bob.delete(path, "*").isProblem(404);

        assertThat(alice.get(path).etag()).isEqualTo(put.etag());
    }

    @Test
    void picturesHaveAQuota() {
        Caller alice = api.someone();
        Answer note = alice.note("t", "");
        String path = note.path() + "/image";
        jdbc.sql(
                        "UPDATE account_usage SET picture_bytes = ? WHERE owner_id = (SELECT owner_id FROM note WHERE id = ?::uuid)")
                .params(1024L * 1024 * 1024, note.id())
                .update();
        alice.putImage(path, "image/png", TestPictures.png(8, 8), "If-None-Match", "*")
                .isProblem(409);
        alice.get(path).isProblem(404);
        assertThat(alice.get(note.path()).etag()).isEqualTo(note.etag());
    }

    private List<byte[]> keptPictures() {
        return jdbc.sql("SELECT content FROM picture").query(byte[].class).list();
    }
}
