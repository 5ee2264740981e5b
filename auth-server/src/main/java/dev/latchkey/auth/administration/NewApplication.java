package dev.latchkey.auth.administration;

import dev.latchkey.auth.client.GeneratedSecret;
import dev.latchkey.auth.client.ManagedClient;
import org.jspecify.annotations.Nullable;

/**
 * An application that was just registered.
 *
 * @param secret in clear, this once; none for one that uses none
 */
record NewApplication(ManagedClient client, @Nullable GeneratedSecret secret) {}
