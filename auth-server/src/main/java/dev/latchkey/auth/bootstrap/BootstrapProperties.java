package dev.latchkey.auth.bootstrap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.io.Resource;

/**
 * Where the bootstrap file is.
 *
 * @param location YAML that declares scopes, resources, accounts, clients and identity providers, applied at each start;
 *     nothing is applied without it
 */
@ConfigurationProperties("latchkey.bootstrap")
record BootstrapProperties(@Nullable Resource location) {}
