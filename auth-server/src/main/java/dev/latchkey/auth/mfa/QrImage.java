package dev.latchkey.auth.mfa;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the path of an SVG image, one unit a module, with the quiet zone that scanners need (ISO/IEC 18004 §5.3.8).
 *
 * @param size the width and the height, quiet zone included
 * @param path what is dark
 */
record QrImage(int size, String path) {

    private static final int QUIET = 4;

    static QrImage of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return new QrImage(code.size + 2 * QUIET, path.toString());
    }
}
