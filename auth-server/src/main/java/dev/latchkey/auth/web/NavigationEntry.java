package dev.latchkey.auth.web;

import org.jspecify.annotations.Nullable;

/**
 * A link in the navigation of the signed-in pages. The feature that has the page declares a bean of this type; {@code @Order} says
 * where it stands in its section.
 *
 * @param section   where it belongs
 * @param path      the path of the page; also marks the pages below it as part of it
 * @param titleKey  the message with its text
 * @param authority who sees it, or {@code null} for everyone signed in. Showing a link is not access control
 */
public record NavigationEntry(
        Section section,
        String path,
        String titleKey,
        @Nullable String authority) {

    public NavigationEntry(Section section, String path, String titleKey) {
        this(section, path, titleKey, null);
    }

    /** The parts of the navigation, in this order. */
    public enum Section {
        ACCOUNT("navigation.section.account"),
        DEVELOPMENT("navigation.section.development"),
        ADMINISTRATION("navigation.section.administration");

        private final String titleKey;

        Section(String titleKey) {
            this.titleKey = titleKey;
        }

        /** The message with its heading. */
        public String titleKey() {
            return titleKey;
        }
    }
}
