package dev.latchkey.notes.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The two things about a JPEG file that must be known before or beside decoding it. Damaged files yield defaults. */
final class JpegSegments {

    private static final int START_OF_SCAN = 0xda;

    private static final int EXIF = 0xe1;

    private static final int ORIENTATION = 0x0112;

    private static final byte[] EXIF_HEADER = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private JpegSegments() {}

    /** How often the decoder would have to go over the whole picture. */
    static int scans(byte[] jpeg) {
        int scans = 0;
        for (int i = 0; i + 1 < jpeg.length; i++) {
            // Within entropy-coded data 0xff is always followed by 0 or a restart marker.
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == START_OF_SCAN) {
                scans++;
            }
        }
        return scans;
    }

    static Orientation orientation(byte[] jpeg) {
        for (int at = 2; at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff; ) {
            int marker = jpeg[at + 1] & 0xff;
            int length = ((jpeg[at + 2] & 0xff) << 8) | (jpeg[at + 3] & 0xff);
            int end = at + 2 + length;
            if (marker == START_OF_SCAN || length < 2 || end > jpeg.length) {
                return Orientation.UPRIGHT;
            }
            if (marker == EXIF && startsWithExif(jpeg, at + 4, end)) {
                return orientationIn(
                        ByteBuffer.wrap(jpeg, at + 10, end - at - 10).slice());
            }
            at = end;
        }
        return Orientation.UPRIGHT;
    }

    private static boolean startsWithExif(byte[] jpeg, int from, int end) {
        return end - from > EXIF_HEADER.length
                && Arrays.equals(jpeg, from, from + EXIF_HEADER.length, EXIF_HEADER, 0, EXIF_HEADER.length);
    }

    /** A TIFF file in miniature: byte order, 42, offset of a directory of twelve-byte entries. */
    private static Orientation orientationIn(ByteBuffer tiff) {
        try {
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + 12 * i;
                if ((tiff.getShort(entry) & 0xffff) == ORIENTATION) {
                    return Orientation.ofTag(tiff.getShort(entry + 8) & 0xffff);
                }
            }
        } catch (IndexOutOfBoundsException ex) {
            return Orientation.UPRIGHT; // offsets that lead out of the segment
        }
        return Orientation.UPRIGHT;
    }
}
