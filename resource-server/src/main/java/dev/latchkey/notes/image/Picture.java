package dev.latchkey.notes.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A picture that was encoded by us. */
public final class Picture {

    private final PictureFormat format;

    private final int width;

    private final int height;

    private final byte[] content;

    private final String etag;

    Picture(PictureFormat format, int width, int height, byte[] content) {
        this.format = format;
        this.width = width;
        this.height = height;
        this.content = content;
        this.etag = "\"" + HexFormat.of().formatHex(sha256(content), 0, 16) + "\"";
    }

    public PictureFormat format() {
        return format;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The bytes themselves: they are too many to copy, and nobody changes them. */
    public byte[] content() {
        return content;
    }

    /** Names exactly these bytes. */
    public String etag() {
        return etag;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
