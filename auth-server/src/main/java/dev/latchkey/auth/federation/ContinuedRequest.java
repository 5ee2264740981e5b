package dev.latchkey.auth.federation;

import dev.latchkey.auth.web.Continuations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A request that comes from a provider, with the continuation that waits here: the policy looks at what the application wants. */
final class ContinuedRequest extends HttpServletRequestWrapper {

    private final @Nullable String continuation;

    ContinuedRequest(HttpServletRequest request, @Nullable String continuation) {
        super(request);
        this.continuation = continuation;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return name.equals(Continuations.PARAMETER) ? continuation : super.getParameter(name);
    }
}
