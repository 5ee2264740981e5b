package dev.latchkey.auth.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A square picture of our own making.
 *
 * @param name the SHA-256 of the file in hexadecimal: another picture has another name, so it can be kept by browsers for
 *     ever
 * @param png the file
 */
@SuppressWarnings("ArrayRecordComponent") // it is handed on and never compared
public record Logo(String name, byte[] png) {

    /** How wide and high it is, in pixels: sharp at twice the size that pages show. */
    public static final int SIDE = 192;

    static Logo of(byte[] png) {
        try {
            return new Logo(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(png)),
                    png);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Where the file of this name is shown. */
    public static String path(String name) {
        return ImageController.FOLDER + name + ".png";
    }

    @Override
    public String toString() {
        return "Logo[" + name + "]";
    }
}
