package dev.latchkey.auth.launch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the launcher shows. */
record LauncherPage(List<Tile> applications) {

    /**
     * An application to start.
     *
     * @param logo path of an image on this server; none for a letter
     * @param address where its sign-in begins
     */
    record Tile(String name, @Nullable String logo, String host, String address) {}
}
