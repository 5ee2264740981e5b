package dev.latchkey.notes.security;

import dev.latchkey.notes.web.Problems;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Refuses scripts of other origins with problem details instead of bare text. */
final class OriginCheck extends DefaultCorsProcessor {

    private final Problems problems;

    OriginCheck(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
        if (response instanceof ServletServerHttpResponse servlet) {
            problems.write(
                    servlet.getServletResponse(),
                    HttpStatus.FORBIDDEN,
                    "Scripts of this origin may not call this API.");
        }
    }
}
