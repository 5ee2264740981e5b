package dev.latchkey.demo.testing;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A form of a page, with the values that stand in it. */
public record Form(String method, URI action, Map<String, String> fields) {

    static Form of(Element element) {
        Map<String, String> fields = new LinkedHashMap<>();
        ((FormElement) element).formData().forEach(field -> fields.put(field.key(), field.value()));
        return new Form(element.attr("method"), URI.create(element.absUrl("action")), fields);
    }

    Map<String, String> with(Map<String, String> changes) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.putAll(changes);
        return changed;
    }
}
