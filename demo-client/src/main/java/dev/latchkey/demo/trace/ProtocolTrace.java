package dev.latchkey.demo.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The steps of the last sign-in of one browser session, and the last few calls since. */
class ProtocolTrace {

    private static final String NAME = ProtocolTrace.class.getName();

    private static final int LATER_STEPS = 8;

    private final List<Step> signIn = new ArrayList<>();

    private final Deque<Step> later = new ArrayDeque<>();

    /** The trace of the current session; one that nobody sees when there is no session to keep it in. */
    static ProtocolTrace current() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return new ProtocolTrace();
        }
        synchronized (request.getSessionMutex()) {
            if (request.getAttribute(NAME, RequestAttributes.SCOPE_SESSION) instanceof ProtocolTrace trace) {
                return trace;
            }
            ProtocolTrace trace = new ProtocolTrace();
            request.setAttribute(NAME, trace, RequestAttributes.SCOPE_SESSION);
            return trace;
        }
    }

    synchronized void record(Step step) {
        switch (step.kind()) {
            case AUTHORIZATION_REQUEST -> {
                signIn.clear();
                later.clear();
                signIn.add(step);
            }
            case AUTHORIZATION_RESPONSE, TOKEN_REQUEST, KEYS, USERINFO, ID_TOKEN -> signIn.add(step);
            case REFRESH, API_CALL -> {
                later.addFirst(step);
                while (later.size() > LATER_STEPS) {
                    later.removeLast();
                }
            }
        }
    }

    synchronized List<Step> signIn() {
        return List.copyOf(signIn);
    }

    synchronized List<Step> later() {
        return List.copyOf(later);
    }
}
