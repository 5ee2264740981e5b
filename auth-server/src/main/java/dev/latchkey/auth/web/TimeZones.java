package dev.latchkey.auth.web;

import java.time.ZoneId;
import java.util.UUID;

/** In which zone a person reads times: a browser without JavaScript does not say. */
@FunctionalInterface
public interface TimeZones {

    /** The zone that the person chose, or UTC. */
    ZoneId of(UUID accountId);
}
