package dev.latchkey.auth.bootstrap;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.boot.convert.DurationStyle;

/** A value of the file and its place. Reading it as something that it is not tells the place. */
record BootstrapValue(String path, Object content) {

    /** The object here; a name that is not known is an error. */
    Map<String, BootstrapValue> object(Predicate<String> known) {
        if (!(content instanceof Map<?, ?> map)) {
            throw invalid("is not an object");
        }
        Map<String, BootstrapValue> object = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            BootstrapValue member = new BootstrapValue(path.isEmpty() ? name : path + "." + name, value);
            if (!known.test(name)) {
                throw member.invalid("is not a known key");
            }
            object.put(name, member);
        });
        return object;
    }

    /** The member that must be there. */
    BootstrapValue required(Map<String, BootstrapValue> object, String name) {
        return Optional.ofNullable(object.get(name)).orElseThrow(() -> invalid("has no " + name));
    }

    List<BootstrapValue> list() {
        if (!(content instanceof List<?> values)) {
            throw invalid("is not a list");
        }
        List<BootstrapValue> list = new ArrayList<>();
        for (Object value : values) {
            list.add(new BootstrapValue(path + "[" + list.size() + "]", value));
        }
        return list;
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (BootstrapValue value : list()) {
            if (texts.contains(value.text())) {
                throw value.invalid("is there twice");
            }
            texts.add(value.text());
        }
        return List.copyOf(texts);
    }

    String text() {
        if (!(content instanceof String text)) {
            throw invalid("is not a text: put it in quotes");
        }
        return text;
    }

    boolean flag() {
        if (!(content instanceof Boolean flag)) {
            throw invalid("is neither true nor false");
        }
        return flag;
    }

    /** Whole seconds, or a text such as {@code 15m} or {@code PT15M}. */
    Duration duration() {
        if (content instanceof Integer seconds) {
            return Duration.ofSeconds(seconds);
        }
        try {
            return DurationStyle.detectAndParse(text());
        } catch (IllegalArgumentException e) {
            throw invalid("is no duration: seconds, 15m or PT15M");
        }
    }

    LocalDate date() {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeException e) {
            throw invalid("is no date such as 1990-12-31");
        }
    }

    InvalidEntryException invalid(String reason) {
        return new InvalidEntryException(path, reason);
    }
}
