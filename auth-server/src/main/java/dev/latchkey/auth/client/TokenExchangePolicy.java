package dev.latchkey.auth.client;

import java.util.List;

/**
 * What a client with the token-exchange grant may exchange.
 *
 * @param subjectClients whose tokens it may present
 * @param audiences for which resources it may get tokens
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693">RFC 8693</a>
 */
public record TokenExchangePolicy(List<String> subjectClients, List<String> audiences) {}
