package dev.latchkey.auth.risk;

import java.util.Optional;

/**
 * Where in the world a network address roughly is. There is none unless the operator names a file with {@code
 * latchkey.risk.geo-database}, or brings a bean of this type: without it travel is no sign of anything, and no address is given to
 * anybody.
 */
@FunctionalInterface
public interface GeoDatabase {

    /** Empty if it does not know. */
    Optional<Coordinates> locate(String address);
}
