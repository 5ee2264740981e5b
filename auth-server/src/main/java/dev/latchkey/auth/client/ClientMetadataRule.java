package dev.latchkey.auth.client;

import java.util.function.Predicate;

/** One thing that a registration must get right. */
@FunctionalInterface
interface ClientMetadataRule {

    /**
     * @param scopeExists whether the catalogue has a scope
     * @throws InvalidClientMetadataException when the rule is broken
     */
    void check(ClientMetadata metadata, Predicate<String> scopeExists);
}
