package dev.latchkey.auth.administration;

import java.util.Map;

/** Makes the declaration of an application another one. */
@FunctionalInterface
interface ApplicationChange {

    /** @param present may be changed and given back */
    Map<String, Object> of(Map<String, Object> present);
}
