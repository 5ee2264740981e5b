package dev.latchkey.auth.risk;

import com.maxmind.db.Reader;
import dev.latchkey.auth.session.ApproximatePlace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * A file of the operator in the MaxMind DB format, with the fields of a city database. Read where it lies: no address is given to
 * anybody. What it does not know, or says in another way, is a place that is not known.
 *
 * @see <a href="https://maxmind.github.io/MaxMind-DB/">MaxMind DB File Format Specification 2.0</a>
 */
@Component
@ConditionalOnProperty("latchkey.risk.geo-database")
class MaxMindDatabase implements GeoDatabase, ApproximatePlace, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(MaxMindDatabase.class);

    /** Anything else would be asked of the name servers. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final Reader reader;

    MaxMindDatabase(RiskProperties properties) {
        Path file = properties.geoDatabase();
        if (file == null || file.toString().isBlank()) {
            throw new IllegalArgumentException("latchkey.risk.geo-database is the name of a file");
        }
        try {
            this.reader = new Reader(file.toFile());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "latchkey.risk.geo-database is no readable MaxMind DB file: " + file, unreadable);
        }
    }

    @Override
    public Optional<Coordinates> locate(String address) {
        Map<?, ?> location = part(look(address), "location");
        return location.get("latitude") instanceof Double latitude
                        && location.get("longitude") instanceof Double longitude
                ? Optional.of(new Coordinates(latitude, longitude))
                : Optional.empty();
    }

    @Override
    public Optional<String> of(String address, Locale language) {
        Map<?, ?> found = look(address);
        String place = Stream.of("city", "country")
                .map(part -> part(part(found, part), "names"))
                .flatMap(names -> Stream.of(language.getLanguage(), "en")
                        .map(names::get)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .limit(1))
                .collect(Collectors.joining(", "));
        return Optional.of(place).filter(text -> !text.isEmpty());
    }

    private Map<?, ?> look(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            return Map.of();
        }
        try {
            Map<?, ?> found = reader.get(InetAddress.getByName(address), Map.class);
            return found == null ? Map.of() : found;
        } catch (IOException | RuntimeException broken) {
            // A sign-in does not fail because of a map.
            log.warn("The database of places could not be asked: {}", broken.toString());
            return Map.of();
        }
    }

    private static Map<?, ?> part(Map<?, ?> whole, String name) {
        return whole.get(name) instanceof Map<?, ?> part ? part : Map.of();
    }

    @Override
    public void destroy() throws IOException {
        reader.close();
    }
}
