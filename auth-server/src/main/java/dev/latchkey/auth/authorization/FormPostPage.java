package dev.latchkey.auth.authorization;

import java.util.Map;

/**
 * What the page shows that posts a response to the client.
 *
 * @param action the redirect URI
 * @param host where the button leads, in words
 * @param parameters the hidden fields
 */
record FormPostPage(String action, String host, Map<String, String> parameters) {}
