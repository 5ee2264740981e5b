package dev.latchkey.endtoend.guide;

import dev.latchkey.endtoend.house.House;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** The ports of {@code ./run}, which the pages name, and where the same is in the house of the tests. */
record Addresses(Map<String, String> ports) {

    private static final Pattern PORT = Pattern.compile("\\b(9000|809[0-9]|808[0-9])\\b");

    static Addresses of(House house) {
        return new Addresses(Map.of(
                "9000", port(house.issuer()),
                "8090", port(house.notesApi()),
                "8080", port(house.demo().address()),
                "8081", port(house.demoTwo().address()),
                "8082", port(house.spa().address()),
                "8083", port(house.myApp().address()),
                "8084", port(house.myOtherApp().address()),
                "8085", port(house.myApi())));
    }

    String in(String text) {
        return PORT.matcher(text).replaceAll(match -> ports.getOrDefault(match.group(), match.group()));
    }

    private static String port(URI address) {
        return String.valueOf(address.getPort());
    }
}
