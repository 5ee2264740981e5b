package dev.latchkey.notes.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcherEntry;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large or compressed, whether their length is announced or not. It stands behind the
 * security filters, so that nothing of an unauthenticated request's body is read.
 */
@Component
@Order(0)
final class RequestBodyLimits extends OncePerRequestFilter {

    private static final String TOO_LARGE = "The request body is larger than this API accepts.";

    private final long general;

    private final List<RequestMatcherEntry<Long>> special;

    private final Problems problems;

    RequestBodyLimits(WebProperties properties, List<BodyLimit> special, Problems problems) {
        this.general = properties.maxRequestBody().toBytes();
        this.special = special.stream()
                .map(limit -> new RequestMatcherEntry<>(
                        PathPatternRequestMatcher.withDefaults().matcher(limit.method(), limit.path()),
                        limit.size().toBytes()))
                .toList();
        this.problems = problems;
    }

    private long limitOf(HttpServletRequest request) {
        return special.stream()
                .filter(entry -> entry.getRequestMatcher().matches(request))
                .map(RequestMatcherEntry::getEntry)
                .findFirst()
                .orElse(general);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity"); // RFC 9110 §15.5.16
            problems.write(
                    response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Compressed request bodies are not accepted here.");
        } else if (request.getContentLengthLong() > 0 && request.getContentLengthLong() > limitOf(request)) {
            problems.write(response, HttpStatus.CONTENT_TOO_LARGE, TOO_LARGE);
        } else {
            chain.doFilter(new CountedRequest(request), response);
        }
    }

    /** Thrown while a body of unannounced length is read past the limit. */
    static final class BodyTooLarge extends IOException {
        BodyTooLarge() {
            super(TOO_LARGE);
        }
    }

    private final class CountedRequest extends HttpServletRequestWrapper {

        private final HttpServletRequest request;

        CountedRequest(HttpServletRequest request) {
            super(request);
            this.request = request;
        }

        /** Which limit it is matters only to those who send a body. */
        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedStream(super.getInputStream(), limitOf(request));
        }
    }

    private static final class CountedStream extends ServletInputStream {

        private final ServletInputStream body;

        private long left;

        CountedStream(ServletInputStream body, long limit) {
            this.body = body;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int read = body.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = body.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws BodyTooLarge {
            left -= read;
            if (left < 0) {
                throw new BodyTooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
