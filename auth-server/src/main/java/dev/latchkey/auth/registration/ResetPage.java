package dev.latchkey.auth.registration;

import java.util.Map;

/**
 * What the page shows on which a new password is chosen.
 *
 * @param token the secret of the link, as a hidden field
 * @param username for the password manager
 * @param problems by field
 * @param shortest the least length of a password
 */
record ResetPage(String token, String username, Map<String, FieldProblem> problems, int shortest) {}
