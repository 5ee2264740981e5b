package dev.latchkey.auth.account;

import java.util.List;
import java.util.UUID;

/**
 * The addresses that an account had until lately, and that its owner may still read. What hands an account over is told there too:
 * whoever stole it may have changed the address first.
 */
@FunctionalInterface
public interface FormerAddresses {

    List<String> of(UUID accountId);
}
