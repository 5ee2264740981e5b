package dev.latchkey.auth.image;

import java.util.Optional;

/** Keeps pictures of some kind. */
public interface ImageSource {

    /** The PNG file of this name, if one is kept here. */
    Optional<byte[]> find(String name);
}
