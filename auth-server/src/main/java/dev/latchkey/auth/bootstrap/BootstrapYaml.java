package dev.latchkey.auth.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.core.io.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads the file into maps, lists and plain values. Stricter than YAML: nothing may be there twice, be empty, or be said
 * by reference, because what is written at a place is what is meant there.
 */
final class BootstrapYaml {

    private static final YAMLMapper YAML = new YAMLMapper();

    private final Placeholders placeholders;

    BootstrapYaml(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    BootstrapValue read(Resource file) {
        if (!file.isReadable()) {
            throw new InvalidEntryException("", "cannot be found or read");
        }
        try (InputStream bytes = file.getInputStream();
                JsonParser parser = YAML.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw new InvalidEntryException("", "is empty");
            }
            Object content = value(parser, "");
            if (parser.nextToken() != null) {
                throw new InvalidEntryException("", "has more than one document");
            }
            return new BootstrapValue("", content);
        } catch (JacksonException e) {
            throw new InvalidEntryException("", "is no YAML: " + problem(e));
        } catch (IOException e) {
            throw new InvalidEntryException("", "cannot be read: " + e.getMessage());
        }
    }

    private Object value(JsonParser parser, String path) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new InvalidEntryException(path, "is a reference to another place, which this file does not have");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser, path);
            case START_ARRAY -> list(parser, path);
            case VALUE_STRING -> placeholders.resolve(path, parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_NULL -> throw new InvalidEntryException(path, "has no value");
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new InvalidEntryException(path, "is neither text, number, true, false, list nor object");
        };
    }

    private Map<String, Object> object(JsonParser parser, String path) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String place = path.isEmpty() ? name : path + "." + name;
            parser.nextToken();
            if (object.put(name, value(parser, place)) != null) {
                throw new InvalidEntryException(place, "is there twice");
            }
        }
        return object;
    }

    private List<Object> list(JsonParser parser, String path) {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, path + "[" + list.size() + "]"));
        }
        return list;
    }

    /** Without the lines around the place, which the parser likes to quote and which may hold secrets. */
    private static String problem(JacksonException e) {
        String where = "line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr();
        return e.getCause() instanceof MarkedYamlEngineException marked ? marked.getProblem() + ", " + where : where;
    }
}
