package dev.latchkey.auth.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the embedded PostgreSQL.
 *
 * @param port its port on loopback; 0 takes a free one
 * @param binaries folder into which its programs are unpacked once, 60 MB; by default in the data folder
 */
@ConfigurationProperties("latchkey.database")
record DatabaseProperties(
        @DefaultValue("0") int port, @Nullable Path binaries) {}
