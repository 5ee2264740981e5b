package dev.latchkey.auth.authorization;

import java.util.Map;

/**
 * What a client hears of its authorization request.
 *
 * @param parameters in the order in which they are sent
 */
public record AuthorizationResponse(RedirectTarget target, Map<String, String> parameters) {}
