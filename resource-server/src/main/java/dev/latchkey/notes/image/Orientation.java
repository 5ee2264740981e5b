package dev.latchkey.notes.image;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * How the first row and column of a camera's picture lie; the values of the Exif tag {@code Orientation} in order.
 *
 * <p>Each is a mirror image or not, followed by quarter turns clockwise.
 */
enum Orientation {
    UPRIGHT(false, 0),
    MIRRORED(true, 0),
    UPSIDE_DOWN(false, 2),
    MIRRORED_UPSIDE_DOWN(true, 2),
    MIRRORED_TURNED_LEFT(true, 3),
    TURNED_LEFT(false, 1),
    MIRRORED_TURNED_RIGHT(true, 1),
    TURNED_RIGHT(false, 3);

    private final boolean mirrored;

    private final int quarterTurns;

    Orientation(boolean mirrored, int quarterTurns) {
        this.mirrored = mirrored;
        this.quarterTurns = quarterTurns;
    }

    static Orientation ofTag(int value) {
        return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
    }

    BufferedImage applyTo(BufferedImage image) {
        if (this == UPRIGHT) {
            return image;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        boolean lying = quarterTurns % 2 == 1;
        BufferedImage turned = new BufferedImage(lying ? height : width, lying ? width : height, image.getType());
        AffineTransform transform = new AffineTransform();
        transform.translate(turned.getWidth() / 2.0, turned.getHeight() / 2.0);
        transform.quadrantRotate(quarterTurns);
        transform.scale(mirrored ? -1 : 1, 1);
        transform.translate(-width / 2.0, -height / 2.0);
        Graphics2D graphics = turned.createGraphics();
        graphics.drawImage(image, transform, null);
        graphics.dispose();
        return turned;
    }
}
