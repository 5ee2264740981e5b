package dev.latchkey.auth.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.auth.image.RefusedImageException.Reason;
import dev.latchkey.auth.testing.TestImages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogosTests {

    private final Logos logos = new Logos();

    @ParameterizedTest
    @CsvSource({"1,1", "16,16", "192,192", "500,200", "20,2000", "2000,2000"})
    void drawsAnySizeIntoTheSameSquare(int width, int height) {
        BufferedImage logo =
                TestImages.decoded(logos.draw(TestImages.png(width, height)).png());

        assertThat(logo.getWidth()).isEqualTo(Logo.SIDE);
        assertThat(logo.getHeight()).isEqualTo(Logo.SIDE);
    }

    @Test
    void keepsColoursAndLeavesTheRestTransparent() {
        BufferedImage logo =
                TestImages.decoded(logos.draw(TestImages.jpeg(800, 400)).png());

        assertThat(new Color(logo.getRGB(20, Logo.SIDE / 2)).getRed()).isGreaterThan(240);
        assertThat(new Color(logo.getRGB(Logo.SIDE - 20, Logo.SIDE / 2)).getBlue())
                .isGreaterThan(240);
        assertThat(logo.getRGB(Logo.SIDE / 2, 5) >>> 24).as("above the picture").isZero();
    }

    @Test
    void isNamedAfterItsContent() {
        assertThat(logos.draw(TestImages.png(64, 64)).name())
                .isEqualTo(logos.draw(TestImages.png(64, 64)).name())
                .isNotEqualTo(logos.draw(TestImages.png(65, 64)).name())
                .matches("[0-9a-f]{64}");
    }

    @Test
    @DisplayName("PT-11: what hangs behind a picture, or is one too, does not survive")
    void keepsPixelsOnly() {
        byte[] logo = logos.draw(TestImages.polyglot()).png();

        assertThat(new String(logo, StandardCharsets.ISO_8859_1)).doesNotContain("script", "html");
        assertThat(logo).isEqualTo(logos.draw(TestImages.png(64, 64)).png());
    }

    @Test
    @DisplayName("PT-11: a program is no picture, whatever it is called")
    void refusesWhatIsNoPicture() {
        assertRefused(TestImages.svg(), Reason.NOT_A_PICTURE);
        assertRefused("GIF89a".getBytes(StandardCharsets.US_ASCII), Reason.NOT_A_PICTURE);
        assertRefused("<html>".getBytes(StandardCharsets.US_ASCII), Reason.NOT_A_PICTURE);
        assertRefused(new byte[0], Reason.NOT_A_PICTURE);
    }

    @Test
    @DisplayName("PT-11: an image bomb is refused by its header")
    void refusesWhatUnpacksToTooMuch() {
        assertRefused(TestImages.bomb(20_000, 20_000), Reason.TOO_MANY_PIXELS);
        assertRefused(TestImages.bomb(2_001, 2_000), Reason.TOO_MANY_PIXELS);
        assertRefused(TestImages.bomb(Integer.MAX_VALUE, 1), Reason.TOO_MANY_PIXELS);
        assertRefused(TestImages.manyScans(51), Reason.UNREADABLE);
    }

    @Test
    @DisplayName("PT-11: 50 MB")
    void refusesWhatIsTooLarge() {
        assertRefused(new byte[Logos.MOST_BYTES + 1], Reason.TOO_LARGE);
    }

    @Test
    void refusesEveryDamagedFileWithoutFailing() {
        byte[] png = TestImages.png(64, 64);
        byte[] jpeg = TestImages.jpeg(64, 64);
        for (int length = 9; length < png.length; length += 7) {
            refusesOrDraws(Arrays.copyOf(png, length));
        }
        for (int at = 8; at < png.length; at++) {
            refusesOrDraws(flipped(png, at));
        }
        for (int at = 3; at < jpeg.length; at++) {
            refusesOrDraws(flipped(jpeg, at));
        }
    }

    private static byte[] flipped(byte[] content, int at) {
        byte[] damaged = content.clone();
        damaged[at] ^= (byte) 0xa5;
        return damaged;
    }

    private void refusesOrDraws(byte[] content) {
        try {
            assertThat(logos.draw(content).png()).isNotEmpty();
        } catch (RefusedImageException refused) {
            assertThat(refused.reason()).isIn(Reason.UNREADABLE, Reason.TOO_MANY_PIXELS, Reason.NOT_A_PICTURE);
        }
    }

    private void assertRefused(byte[] content, Reason reason) {
        assertThatExceptionOfType(RefusedImageException.class)
                .isThrownBy(() -> logos.draw(content))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
