package dev.latchkey.notes.image;

import dev.latchkey.notes.image.PictureRefused.Reason;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.springframework.stereotype.Component;

/**
 * Turns what a client calls a picture into one of our own making: decoded within limits and encoded anew. What comes out
 * holds pixels and nothing else: no place where it was taken, no name of a camera, no script, no archive behind the end.
 */
@Component
public final class Pictures {

    /** A progressive JPEG is decoded once for each of its scans; honest ones have about ten. */
    private static final int MOST_SCANS = 100;

    private final PictureProperties limits;

    private final Semaphore turns;

    Pictures(PictureProperties limits) {
        this.limits = limits;
        this.turns = new Semaphore(limits.maxConcurrent());
        ImageIO.setUseCache(false); // no temporary files
    }

    /**
     * @throws PictureRefused if it is none, or too much of one
     */
    public Picture keep(byte[] content) {
        PictureFormat format = PictureFormat.of(content).orElseThrow(() -> new PictureRefused(Reason.NOT_A_PICTURE));
        if (content.length > limits.maxSize().toBytes()) {
            throw new PictureRefused(Reason.TOO_LARGE);
        }
        await();
        try {
            BufferedImage image = upright(decode(format, content), format, content);
            byte[] encoded = encode(format, image);
            if (encoded.length > limits.maxSize().toBytes()) {
                throw new PictureRefused(Reason.TOO_LARGE);
            }
            return new Picture(format, image.getWidth(), image.getHeight(), encoded);
        } finally {
            turns.release();
        }
    }

    private void await() {
        try {
            if (!turns.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PictureRefused(Reason.TOO_BUSY);
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new PictureRefused(Reason.TOO_BUSY);
        }
    }

    private BufferedImage decode(PictureFormat format, byte[] content) {
        if (format == PictureFormat.JPEG && JpegSegments.scans(content) > MOST_SCANS) {
            throw new PictureRefused(Reason.UNREADABLE);
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(input, true, true);
            // The size is read from the header, before anything of that size is allocated.
            if ((long) reader.getWidth(0) * reader.getHeight(0) > limits.maxPixels()) {
                throw new PictureRefused(Reason.TOO_MANY_PIXELS);
            }
            return opaqueOrNot(format, reader.read(0));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException ex) {
            throw new PictureRefused(Reason.UNREADABLE);
        } catch (IllegalStateException | NullPointerException | ClassCastException | ArithmeticException ex) {
            throw new PictureRefused(Reason.UNREADABLE); // how the decoders of the JDK report some damaged files
        } finally {
            reader.dispose();
        }
    }

    /** Into a plain layout of eight bits a channel, whatever the file used. */
    private static BufferedImage opaqueOrNot(PictureFormat format, BufferedImage decoded) {
        boolean alpha = format == PictureFormat.PNG && decoded.getColorModel().hasAlpha();
        int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        if (decoded.getType() == type) {
            return decoded;
        }
        BufferedImage plain = new BufferedImage(decoded.getWidth(), decoded.getHeight(), type);
        Graphics2D graphics = plain.createGraphics();
        if (alpha) {
            graphics.setComposite(AlphaComposite.Src); // exact: blending would round the colours of faint pixels
        }
        graphics.drawImage(decoded, 0, 0, alpha ? null : Color.WHITE, null);
        graphics.dispose();
        return plain;
    }

    /** Cameras note how they were held; that note is lost with the others, so the pixels are turned instead. */
    private static BufferedImage upright(BufferedImage image, PictureFormat format, byte[] content) {
        return format == PictureFormat.JPEG ? JpegSegments.orientation(content).applyTo(image) : image;
    }

    private static byte[] encode(PictureFormat format, BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format.name()).next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            // For JPEG the quality; for PNG, which loses nothing, 0.3 asks for small rather than fast.
            parameters.setCompressionQuality(format == PictureFormat.JPEG ? 0.9f : 0.3f);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException ex) {
            throw new PictureRefused(Reason.UNREADABLE);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
