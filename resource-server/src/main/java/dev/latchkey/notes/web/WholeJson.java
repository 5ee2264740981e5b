package dev.latchkey.notes.web;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers in one piece, with its length: one write to the network instead of a chunk and its end. No answer of this API in
 * JSON is large; the export is no JSON and does not come this way.
 */
final class WholeJson extends JacksonJsonHttpMessageConverter {

    WholeJson(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    protected void writeInternal(
            Object value, ResolvableType type, HttpOutputMessage answer, @Nullable Map<String, Object> hints)
            throws IOException {
        byte[] json = getMapper().writeValueAsBytes(value);
        answer.getHeaders().setContentLength(json.length);
        answer.getBody().write(json);
    }
}
