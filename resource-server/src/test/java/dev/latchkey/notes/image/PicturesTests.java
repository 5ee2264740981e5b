package dev.latchkey.notes.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.notes.image.PictureRefused.Reason;
import dev.latchkey.notes.testing.TestPictures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PicturesTests {

    private final Pictures pictures =
            new Pictures(new PictureProperties(DataSize.ofMegabytes(5), 12_500_000, 2, Duration.ofSeconds(5)));

    @Test
    void keepsThePixelsOfAPng() throws IOException {
        BufferedImage flag = TestPictures.flag(64, 32);

        Picture picture = pictures.keep(TestPictures.encoded(flag, "png"));

        assertThat(picture.format()).isEqualTo(PictureFormat.PNG);
        BufferedImage kept = ImageIO.read(new ByteArrayInputStream(picture.content()));
        assertThat(kept.getWidth()).isEqualTo(64).isEqualTo(picture.width());
        assertThat(kept.getHeight()).isEqualTo(32).isEqualTo(picture.height());
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 32; y++) {
                assertThat(kept.getRGB(x, y)).isEqualTo(flag.getRGB(x, y));
            }
        }
    }

    @Test
    void keepsTransparency() throws IOException {
        BufferedImage glass = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        glass.setRGB(0, 0, 0x40123456);
        Picture picture = pictures.keep(TestPictures.encoded(glass, "png"));
        assertThat(ImageIO.read(new ByteArrayInputStream(picture.content())).getRGB(0, 0))
                .isEqualTo(0x40123456);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_4BYTE_ABGR
            })
    void takesEveryColourModelOfPng(int type) {
        byte[] png = TestPictures.encoded(new BufferedImage(5, 7, type), "png");
        assertThat(pictures.keep(png).height()).isEqualTo(7);
    }

    /** Where the white corner of the flag must be after the picture is upright. */
    @ParameterizedTest
    @CsvSource({"1,L,T", "2,R,T", "3,R,B", "4,L,B", "5,L,T", "6,R,T", "7,R,B", "8,L,B", "0,L,T", "9,L,T", "65535,L,T"})
    void turnsWhatACameraHeldAnotherWay(int orientation, String side, String end) throws IOException {
        Picture picture = pictures.keep(TestPictures.jpegFromCamera(160, 80, orientation));

        boolean lying = orientation >= 5 && orientation <= 8;
        assertThat(picture.width()).isEqualTo(lying ? 80 : 160);
        assertThat(picture.height()).isEqualTo(lying ? 160 : 80);
        BufferedImage kept = ImageIO.read(new ByteArrayInputStream(picture.content()));
        int x = side.equals("L") ? 4 : picture.width() - 5;
        int y = end.equals("T") ? 4 : picture.height() - 5;
        Color corner = new Color(kept.getRGB(x, y));
        assertThat(Math.min(corner.getRed(), Math.min(corner.getGreen(), corner.getBlue())))
                .isGreaterThan(200);
    }

    @Test
    void keepsNothingButPixels() {
        byte[] camera = TestPictures.jpegFromCamera(32, 32, 1);
        byte[] withTail = Arrays.copyOf(camera, camera.length + 30);
        System.arraycopy(
                "<script>alert(1)</script>PK\3\4".getBytes(StandardCharsets.US_ASCII), 0, withTail, camera.length, 29);

        String kept = new String(pictures.keep(withTail).content(), StandardCharsets.ISO_8859_1);

        assertThat(kept).doesNotContain("GPS", "Exif", "<script>", "PK\3\4");
    }

    @Test
    void theSamePictureHasTheSameTag() {
        assertThat(pictures.keep(TestPictures.png(8, 8)).etag())
                .isEqualTo(pictures.keep(TestPictures.png(8, 8)).etag());
        assertThat(pictures.keep(TestPictures.png(8, 8)).etag())
                .isNotEqualTo(pictures.keep(TestPictures.png(8, 9)).etag());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "GIF89a",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "BM",
                "RIFF....WEBP",
                "%PDF-1.7",
                "PK\3\4",
                "\u00ff\u00d8"
            })
    void refusesWhatIsNoPicture(String content) {
        refuses(content.getBytes(StandardCharsets.ISO_8859_1), Reason.NOT_A_PICTURE);
    }

    @Test
    void refusesDamagedPictures() {
        byte[] png = TestPictures.png(64, 64);
        refuses(Arrays.copyOf(png, 20), Reason.UNREADABLE);
        refuses(Arrays.copyOf(png, 9), Reason.UNREADABLE);
        byte[] jpeg = TestPictures.jpeg(64, 64);
        refuses(Arrays.copyOf(jpeg, 30), Reason.UNREADABLE);
        refuses(Arrays.copyOf(jpeg, 4), Reason.UNREADABLE);
    }

    @Test
    void refusesMorePixelsThanItWouldDecode() {
        refuses(TestPictures.pngBomb(5_000, 2_501), Reason.TOO_MANY_PIXELS);
        refuses(TestPictures.pngBomb(60_000, 60_000), Reason.TOO_MANY_PIXELS);
        refuses(TestPictures.pngBomb(Integer.MAX_VALUE, Integer.MAX_VALUE), Reason.TOO_MANY_PIXELS);
        refuses(TestPictures.pngBomb(0, 10), Reason.UNREADABLE);
    }

    @Test
    void refusesJpegsWithEndlessScans() {
        byte[] jpeg = TestPictures.jpeg(64, 64);
        byte[] scans = new byte[jpeg.length + 300];
        System.arraycopy(jpeg, 0, scans, 0, jpeg.length);
        for (int i = 0; i < 300; i += 2) {
            scans[jpeg.length + i] = (byte) 0xff;
            scans[jpeg.length + i + 1] = (byte) 0xda;
        }
        refuses(scans, Reason.UNREADABLE);
    }

    @Test
    void refusesWhatWouldBeTooLargeToKeep() {
        Pictures small =
                new Pictures(new PictureProperties(DataSize.ofKilobytes(10), 12_500_000, 1, Duration.ofSeconds(1)));
        BufferedImage noise = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 40_000; i++) {
            noise.setRGB(i % 200, i / 200, random.nextInt());
        }
        assertThatThrownBy(() -> small.keep(TestPictures.encoded(noise, "png")))
                .isInstanceOfSatisfying(
                        PictureRefused.class, ex -> assertThat(ex.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void alteredPicturesAreKeptOrRefusedButNeverMore() {
        Random random = new Random(20261121);
        byte[][] originals = {TestPictures.png(40, 40), TestPictures.jpegFromCamera(40, 40, 6)};
        int kept = 0;
        for (int i = 0; i < 4_000; i++) {
            byte[] altered = originals[i % 2].clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
            }
            try {
                kept += pictures.keep(altered).content().length > 0 ? 1 : 0;
            } catch (PictureRefused refused) {
                assertThat(refused.reason()).isNotEqualTo(Reason.TOO_BUSY);
            }
        }
        assertThat(kept).isPositive();
    }

    private void refuses(byte[] content, Reason reason) {
        assertThatThrownBy(() -> pictures.keep(content))
                .isInstanceOfSatisfying(
                        PictureRefused.class, ex -> assertThat(ex.reason()).isEqualTo(reason));
    }
}
