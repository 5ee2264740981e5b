package dev.latchkey.auth.web;

import jakarta.servlet.ServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The name of one request, shared by the response, the error page and every line of the log, so that a person can say which
 * failure they mean.
 *
 * <p>It is made here, never taken from the client: a value of the client's choice in the log would let it imitate somebody else's
 * request. It opens nothing, therefore it need not be hard to guess.
 */
public final class CorrelationId {

    /** The response header. */
    public static final String HEADER = "X-Correlation-Id";

    /** The key under which log lines carry it. */
    public static final String MDC_KEY = "correlationId";

    private static final String ATTRIBUTE = CorrelationId.class.getName();

    private CorrelationId() {}

    /** The id of this request, the same in every dispatch of it. */
    public static String of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String id) {
            return id;
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
