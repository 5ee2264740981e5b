package dev.latchkey.auth.security;

import dev.latchkey.auth.testing.AuthServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of the running server, and what {@code testing/routes.txt} says of it. */
final class Routes {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]*(?:\\{[^{}]*}[^{}]*)*}");

    private Routes() {}

    /** How far somebody has come, in ascending order. */
    enum Stage {
        PUBLIC,
        FACTOR,
        COMPLETE,
        ADMINISTRATOR,
        TOKEN
    }

    /** What the file says of a pattern. */
    record Rule(Stage stage, boolean foreignForm) {}

    /** A pattern and a method. */
    record Route(RequestMethod method, String pattern) {

        /** The address with an id in it that nobody has. */
        String path() {
            return VARIABLE.matcher(pattern).replaceAll(UUID.randomUUID().toString());
        }

        boolean changesSomething() {
            return Set.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE)
                    .contains(method);
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    static List<Route> of(AuthServer server) {
        List<Route> routes = new ArrayList<>();
        server.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> {
                    Set<RequestMethod> named = mapping.getMethodsCondition().getMethods();
                    Set<RequestMethod> methods =
                            named.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : named;
                    mapping.getPatternValues()
                            .forEach(pattern -> methods.forEach(method -> routes.add(new Route(method, pattern))));
                });
        return routes.stream()
                .distinct()
                .sorted(Comparator.comparing(Route::pattern).thenComparing(Route::method))
                .toList();
    }

    static Set<String> patterns(AuthServer server) {
        Set<String> patterns = new TreeSet<>();
        of(server).forEach(route -> patterns.add(route.pattern()));
        return patterns;
    }

    static Map<String, Rule> rules() {
        Map<String, Rule> rules = new TreeMap<>();
        for (String line : file().lines()
                .filter(text -> !text.isBlank() && !text.startsWith("#"))
                .toList()) {
            String[] parts = line.strip().split("\\s+");
            boolean foreign = parts.length > 2 && parts[2].equals("FOREIGN_FORM");
            if (rules.put(parts[1], new Rule(Stage.valueOf(parts[0]), foreign)) != null) {
                throw new AssertionError("Twice in routes.txt: " + parts[1]);
            }
        }
        return rules;
    }

    private static String file() {
        try {
            return new ClassPathResource("testing/routes.txt").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
