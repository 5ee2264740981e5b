package dev.latchkey.preview;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.util.WebUtils;

/** Whoever brings the cookie {@code session} has one in a database that is away; asking for it fails, bringing it does not. */
final class UnreachableSessions implements SecurityContextRepository {

    private final SecurityContextRepository none = new NullSecurityContextRepository();

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return containsContext(request) ? new Unreachable() : none.loadDeferredContext(request);
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return WebUtils.getCookie(request, "session") != null;
    }

    private static final class Unreachable implements DeferredSecurityContext {

        @Override
        public SecurityContext get() {
            throw new CannotCreateTransactionException("secret reason");
        }

        @Override
        public boolean isGenerated() {
            return false;
        }
    }
}
