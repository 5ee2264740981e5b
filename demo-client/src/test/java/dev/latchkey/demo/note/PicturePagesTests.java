package dev.latchkey.demo.note;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Form;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicturePagesTests extends BrowserTest {

    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 1, 2, (byte) 0xff};

    private final UUID id = UUID.randomUUID();

    private final String image = "/notes/" + id + "/image";

    private final String page = "/notes/" + id + "/picture";

    @Test
    void isShownOnTheNoteAndComesFromThisApplication() {
        notes.hasWithPicture(id, "Beach", "\"p1\"", PICTURE, "image/png");
        browser.signIn(Grant.alice());

        var shown = browser.open("/notes/" + id).document().select("main img");
        assertThat(shown.attr("src")).isEqualTo(image);
        assertThat(shown.attr("alt")).isEqualTo("Picture of the note “Beach”");
        assertThat(shown.attr("width") + "x" + shown.attr("height")).isEqualTo("40x30");
        Page answer = browser.open(image);

        assertThat(answer.header("Content-Type")).isEqualTo("image/png");
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(PICTURE.length));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(notes.requests(RequestMethod.GET, image).get(0).getHeader("Authorization"))
                .startsWith("Bearer ");
    }

    @Test
    void isNotShownWhenItCouldBeAPage() {
        notes.hasWithPicture(id, "Beach", "\"p1\"", "<script>".getBytes(StandardCharsets.UTF_8), "text/html");
        browser.signIn(Grant.alice());

        Page answer = browser.open(image);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.document().select("main script")).isEmpty();
    }

    @Test
    void isPutWhereNoneWas() {
        notes.has(id, "Beach", "", "\"1\"");
        notes.takesPicture(id);
        browser.signIn(Grant.alice());
        Form form = browser.open(page).form(page);
        assertThat(form.fields()).containsEntry("etag", "");

        Page after = browser.upload(form, "file", PICTURE);

        assertThat(after.document().select("[role=status]").text()).isEqualTo("The change is saved.");
        assertThat(notes.requests(RequestMethod.PUT, image)).singleElement().satisfies(sent -> {
            assertThat(sent.getBody()).isEqualTo(PICTURE);
            assertThat(sent.getHeader("If-None-Match")).isEqualTo("*");
            assertThat(sent.containsHeader("If-Match")).isFalse();
        });
    }

    @Test
    void replacesExactlyThePictureThatWasSeen() {
        notes.hasWithPicture(id, "Beach", "\"p1\"", PICTURE, "image/png");
        notes.takesPicture(id);
        browser.signIn(Grant.alice());

        browser.upload(browser.open(page).form(page), "file", PICTURE);

        var sent = notes.requests(RequestMethod.PUT, image).get(0);
        assertThat(sent.getHeader("If-Match")).isEqualTo("\"p1\"");
        assertThat(sent.containsHeader("If-None-Match")).isFalse();
    }

    @Test
    void isRemovedIfItIsTheOneThatWasSeen() {
        notes.hasWithPicture(id, "Beach", "\"p1\"", PICTURE, "image/png");
        notes.answers(RequestMethod.DELETE, image, 204, "");
        browser.signIn(Grant.alice());

        Page after = browser.submit(browser.open(page).form(page + "/remove"), Map.of());

        assertThat(after.uri().getPath()).isEqualTo("/notes/" + id);
        assertThat(notes.requests(RequestMethod.DELETE, image).get(0).getHeader("If-Match"))
                .isEqualTo("\"p1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "413, The file is too large.",
        "415, This is neither a PNG nor a JPEG picture.",
        "422, 'The picture cannot be read, or has too many pixels.'",
        "409, Your pictures take as much room as they may. Remove one first.",
        "412, 'The picture was changed somewhere else meanwhile. Have a look, then try again.'"
    })
    void saysWhyTheApiDoesNotTakeIt(int status, String reason) {
        notes.has(id, "Beach", "", "\"1\"");
        notes.answers(RequestMethod.PUT, image, status, "{}");
        browser.signIn(Grant.alice());

        Page after = browser.upload(browser.open(page).form(page), "file", PICTURE);

        assertThat(after.document().select("main [role=alert] p").text()).isEqualTo(reason);
    }

    @Test
    void hasToBeChosenFirst() {
        notes.has(id, "Beach", "", "\"1\"");
        browser.signIn(Grant.alice());

        Page after = browser.upload(browser.open(page).form(page), "file", new byte[0]);

        assertThat(after.document().select("main [role=alert] p").text()).isEqualTo("Please choose a file first.");
        assertThat(notes.requests(RequestMethod.PUT, image)).isEmpty();
    }

    @Test
    void isRefusedHereWhenItIsFarTooLarge() {
        notes.has(id, "Beach", "", "\"1\"");
        browser.signIn(Grant.alice());

        Page after = browser.upload(browser.open(page).form(page), "file", new byte[12 * 1024 * 1024]);

        assertThat(after.uri().getPath()).isEqualTo(page);
        assertThat(after.document().select("main [role=alert] p").text()).isEqualTo("The file is too large.");
    }

    @Test
    void hasToBeChosenAgainWhenASignInComesBetween() {
        notes.has(id, "Beach", "", "\"1\"");
        browser.signIn(Grant.alice());
        Form form = browser.open(page).form(page);
        notes.answers(RequestMethod.PUT, image, 401, "{}");

        URI request = browser.leavesFor(browser.upload(form, "file", PICTURE));
        Page after = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(after.uri().getPath()).isEqualTo(page);
        assertThat(after.heading()).isEqualTo("Picture");
        assertThat(notes.requests(RequestMethod.PUT, image)).hasSize(1);
    }

    @Test
    void isNotTakenWithoutTheTokenOfTheForm() {
        notes.has(id, "Beach", "", "\"1\"");
        browser.signIn(Grant.alice());
        Form form = browser.open(page).form(page);
        Map<String, String> forged = new HashMap<>(form.fields());
        forged.put("_csrf", "forged");

        browser.upload(new Form("post", form.action(), forged), "file", PICTURE);

        assertThat(notes.requests(RequestMethod.PUT, image)).isEmpty();
    }
}
