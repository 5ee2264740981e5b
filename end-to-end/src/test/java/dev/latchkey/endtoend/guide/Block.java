package dev.latchkey.endtoend.guide;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A fenced block of a page. What stands behind the language says what a reader does with it:
 *
 * <ul>
 *   <li>{@code sh}: runs it; {@code sh background}: runs it and leaves it running
 *   <li>{@code text}: sees it, as the output of the command before; {@code …} stands for anything
 *   <li>any language and {@code from} a path: reads it in a file of the repository
 *   <li>any language and a path: writes it into that file
 * </ul>
 */
record Block(String language, String rest, String content) {

    private static final Pattern FENCED =
            Pattern.compile("^```([a-z]+)(?: ([^\\n]+))?\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final String FROM = "from ";

    enum Kind {
        COMMAND,
        BACKGROUND_COMMAND,
        OUTPUT,
        EXCERPT,
        FILE
    }

    static List<Block> of(String page) {
        return FENCED.matcher(page).results().map(Block::of).toList();
    }

    private static Block of(MatchResult block) {
        String rest = block.group(2);
        return new Block(block.group(1), rest == null ? "" : rest, block.group(3));
    }

    Kind kind() {
        if (rest.startsWith(FROM)) {
            return Kind.EXCERPT;
        }
        return switch (language) {
            case "sh" -> rest.equals("background") ? Kind.BACKGROUND_COMMAND : Kind.COMMAND;
            case "text" -> Kind.OUTPUT;
            default -> file();
        };
    }

    private Kind file() {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("Nobody uses this block of " + language + ":\n" + content);
        }
        return Kind.FILE;
    }

    String path() {
        return rest.startsWith(FROM) ? rest.substring(FROM.length()) : rest;
    }
}
