package dev.latchkey.auth.image;

import dev.latchkey.auth.secret.Sha256;
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
        return new Logo(HexFormat.of().formatHex(Sha256.of(png)), png);
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
