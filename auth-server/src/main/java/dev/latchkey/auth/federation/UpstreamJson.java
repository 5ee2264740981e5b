package dev.latchkey.auth.federation;

import dev.latchkey.auth.outbound.OutboundResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object that a provider sent, read without believing that it is as it should be. */
record UpstreamJson(JsonNode node) {

    static UpstreamJson of(OutboundResponse response) throws UpstreamException {
        try {
            JsonNode node = JsonMapper.shared().readTree(response.text());
            if (node.isObject()) {
                return new UpstreamJson(node);
            }
        } catch (JacksonException garbage) {
            throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "sent no JSON: " + response);
        }
        throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "sent no JSON object: " + response);
    }

    /** A text that is there and not empty. */
    Optional<String> text(String name) {
        return Optional.of(node.path(name))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> !text.isBlank());
    }

    /** Only the boolean: the string {@code "true"} is none (OpenID Connect Core §5.1). */
    boolean isTrue(String name) {
        return node.path(name).isBoolean() && node.path(name).booleanValue();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        node.path(name).forEach(entry -> {
            if (entry.isString()) {
                texts.add(entry.stringValue());
            }
        });
        return texts;
    }
}
