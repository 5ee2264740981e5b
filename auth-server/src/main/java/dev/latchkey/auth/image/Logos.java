package dev.latchkey.auth.image;

import dev.latchkey.auth.image.RefusedImageException.Reason;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * Makes a logo of what somebody calls one: decodes PNG and JPEG within limits and draws the pixels into a square of ours.
 * Nothing else of the file survives: no script, no second file behind its end, no place where it was taken.
 */
@Component
public class Logos {

    /** In bytes. */
    public static final int MOST_BYTES = 1024 * 1024;

    /** Two thousand by two thousand, of four bytes each. */
    private static final long MOST_PIXELS = 4_000_000;

    /** A progressive JPEG is decoded once for each of its scans; honest ones have about ten. */
    private static final int MOST_SCANS = 50;

    private static final int AT_ONCE = 2;
    private static final long PATIENCE_SECONDS = 2;
    private static final String PNG = "\u0089PNG\r\n\u001a\n";
    private static final String JPEG = "\u00ff\u00d8\u00ff";

    private final Semaphore turns = new Semaphore(AT_ONCE);

    Logos() {
        ImageIO.setUseCache(false); // no temporary files
    }

    /** @throws RefusedImageException as {@link #draw(byte[])} says, or if no file was chosen */
    public Logo draw(@Nullable MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            throw new RefusedImageException(Reason.NONE);
        }
        return draw(file.getBytes());
    }

    /** @throws RefusedImageException if it is no picture, or too much of one */
    public Logo draw(byte[] content) {
        if (content.length > MOST_BYTES) {
            throw new RefusedImageException(Reason.TOO_LARGE);
        }
        String format = format(content);
        await();
        try {
            return Logo.of(encode(square(decode(format, content))));
        } finally {
            turns.release();
        }
    }

    /** By the first bytes: what the sender calls it does not count. */
    private static String format(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, PNG.length()), StandardCharsets.ISO_8859_1);
        if (start.equals(PNG)) {
            return "png";
        }
        if (!start.startsWith(JPEG)) {
            throw new RefusedImageException(Reason.NOT_A_PICTURE);
        }
        if (scans(content) > MOST_SCANS) {
            throw new RefusedImageException(Reason.UNREADABLE);
        }
        return "jpeg";
    }

    /** Start-of-scan markers. Within the compressed data 0xff never stands before one of these. */
    private static int scans(byte[] jpeg) {
        int scans = 0;
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xda) {
                scans++;
            }
        }
        return scans;
    }

    private void await() {
        try {
            if (turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RefusedImageException(Reason.TOO_BUSY);
    }

    private static BufferedImage decode(String format, byte[] content) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(input, true, true); // what is not pixels is skipped, and not unpacked
            // The header says how large it becomes, before anything of that size is allocated.
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                throw new RefusedImageException(Reason.TOO_MANY_PIXELS);
            }
            return reader.read(0);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new RefusedImageException(Reason.UNREADABLE);
        } catch (IllegalStateException | NullPointerException | ClassCastException | ArithmeticException e) {
            throw new RefusedImageException(Reason.UNREADABLE); // how decoders of the JDK report some damaged files
        } finally {
            reader.dispose();
        }
    }

    /** In the middle of a transparent square. It shrinks by halves first: one large step would leave most pixels out. */
    private static BufferedImage square(BufferedImage image) {
        int longer = Math.max(image.getWidth(), image.getHeight());
        BufferedImage smaller = image;
        while (longer >= 4 * Logo.SIDE) {
            smaller = scaled(
                    smaller,
                    Math.max(1, smaller.getWidth() / 2),
                    Math.max(1, smaller.getHeight() / 2),
                    smaller.getWidth() / 2,
                    smaller.getHeight() / 2);
            longer /= 2;
        }
        double scale = Math.min(1, (double) Logo.SIDE / longer);
        return scaled(smaller, Logo.SIDE, Logo.SIDE, (int) Math.round(smaller.getWidth() * scale), (int)
                Math.round(smaller.getHeight() * scale));
    }

    private static BufferedImage scaled(BufferedImage image, int canvasWidth, int canvasHeight, int wide, int high) {
        BufferedImage canvas = new BufferedImage(canvasWidth, canvasHeight, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        int width = Math.max(1, wide);
        int height = Math.max(1, high);
        graphics.drawImage(image, (canvasWidth - width) / 2, (canvasHeight - height) / 2, width, height, null);
        graphics.dispose();
        return canvas;
    }

    private static byte[] encode(BufferedImage image) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is written but memory
        }
    }
}
