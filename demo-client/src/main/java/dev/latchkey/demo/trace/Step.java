package dev.latchkey.demo.trace;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step of the protocol.
 *
 * @param kind which step it is
 * @param at when it happened
 * @param method HTTP method, null when nothing was sent
 * @param target address without its query, null when nothing was sent
 * @param sent what this application, or the browser for it, sent
 * @param received what came back
 * @param status HTTP status that came back, null when there is none or nobody answered
 */
record Step(
        Kind kind,
        Instant at,
        @Nullable String method,
        @Nullable String target,
        List<Parameter> sent,
        List<Parameter> received,
        @Nullable Integer status) {

    /** The steps, in the order in which a sign-in takes them. */
    enum Kind {
        AUTHORIZATION_REQUEST(Channel.FRONT),
        AUTHORIZATION_RESPONSE(Channel.FRONT),
        TOKEN_REQUEST(Channel.BACK),
        KEYS(Channel.BACK),
        USERINFO(Channel.BACK),
        ID_TOKEN(Channel.HERE),
        REFRESH(Channel.BACK),
        API_CALL(Channel.BACK);

        private final Channel channel;

        Kind(Channel channel) {
            this.channel = channel;
        }

        /** Which way it goes. */
        public Channel channel() {
            return channel;
        }

        /** The name in message keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Through the browser, from server to server, or within this application. */
    enum Channel {
        FRONT,
        BACK,
        HERE;

        /** The name in message keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
