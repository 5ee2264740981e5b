package dev.latchkey.auth.session;

import dev.latchkey.auth.web.Continuations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

/** Sends the browser to confirm who it is before a handler that {@link RequiresFreshFactor}. */
final class FreshFactorInterceptor implements HandlerInterceptor {

    private final Continuations continuations;
    private final SingletonSupplier<FreshFactors> factors;

    FreshFactorInterceptor(Continuations continuations, ObjectProvider<FreshFactors> factors) {
        this.continuations = continuations;
        // When the first page is asked for: the features behind it are not there yet while the web layer is put
        // together.
        this.factors = SingletonSupplier.of(factors::getObject);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        @Nullable RequiresFreshFactor demand = demandOf(handler);
        if (demand == null || isFresh(SignIn.current(), demand)) {
            return true;
        }
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(
                HttpHeaders.LOCATION,
                continuations.on(FreshFactors.CONFIRMATION, continuations.start(pageToComeBackTo(request, demand))));
        return false;
    }

    private boolean isFresh(@Nullable SignedIn signedIn, RequiresFreshFactor demand) {
        return signedIn != null && factors.obtain().isFresh(signedIn.session(), demand.recoveryCodeCounts());
    }

    /** What was posted is not posted again: only a page can be come back to. It keeps where it was to lead itself. */
    private static String pageToComeBackTo(HttpServletRequest request, RequiresFreshFactor demand) {
        if (!HttpMethod.GET.matches(request.getMethod())) {
            String page = demand.page().isEmpty() ? request.getRequestURI() : demand.page();
            String signed = request.getParameter(Continuations.PARAMETER);
            return signed == null
                    ? page
                    : UriComponentsBuilder.fromPath(page)
                            .queryParam(Continuations.PARAMETER, "{signed}")
                            .encode()
                            .buildAndExpand(signed)
                            .toUriString();
        }
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    private static @Nullable RequiresFreshFactor demandOf(Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return null;
        }
        RequiresFreshFactor onMethod = method.getMethodAnnotation(RequiresFreshFactor.class);
        return onMethod != null
                ? onMethod
                : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RequiresFreshFactor.class);
    }
}
