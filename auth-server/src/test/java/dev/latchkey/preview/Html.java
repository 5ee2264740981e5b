package dev.latchkey.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.dom.DOMMarkupParser;
import org.attoparser.dom.Document;
import org.attoparser.dom.Element;
import org.attoparser.dom.INestableNode;
import org.attoparser.dom.INode;
import org.attoparser.dom.Text;

/** A parsed page or template, for tests that ask about its elements. */
public final class Html {

    private final List<Element> elements = new ArrayList<>();

    private Html(Document document) {
        collect(document);
    }

    public static Html parse(String text) {
        try {
            return new Html(new DOMMarkupParser(ParseConfiguration.htmlConfiguration()).parse("page", text));
        } catch (ParseException broken) {
            throw new AssertionError("Not HTML: " + text, broken);
        }
    }

    private void collect(INestableNode parent) {
        for (INode child : parent.getChildren()) {
            if (child instanceof Element element) {
                elements.add(element);
            }
            if (child instanceof INestableNode nestable) {
                collect(nestable);
            }
        }
    }

    public Stream<Element> elements(String name) {
        return elements.stream().filter(element -> element.getElementName().equalsIgnoreCase(name));
    }

    public Stream<Element> elements() {
        return elements.stream();
    }

    public Optional<Element> byId(String id) {
        return elements.stream()
                .filter(element -> id.equals(element.getAttributeValue("id")))
                .findFirst();
    }

    /** Every attribute of every element. */
    public Stream<Map.Entry<String, String>> attributes() {
        return elements.stream().flatMap(element -> element.getAttributeMap().entrySet().stream());
    }

    /** The text of an element and everything in it, as written, entities included. */
    public static String text(INode node) {
        if (node instanceof Text text) {
            return text.getContent();
        }
        StringBuilder all = new StringBuilder();
        if (node instanceof INestableNode parent) {
            parent.getChildren().forEach(child -> all.append(text(child)));
        }
        return all.toString().strip();
    }
}
