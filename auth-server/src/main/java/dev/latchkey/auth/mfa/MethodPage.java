package dev.latchkey.auth.mfa;

import java.util.List;

/**
 * What the choice of a second factor shows.
 *
 * @param titleKey whether one is to be shown or to be set up
 */
record MethodPage(String titleKey, String leadKey, List<Option> options) {

    /** @param address the page of the method, with where to go on afterwards */
    record Option(String address, String titleKey) {}
}
