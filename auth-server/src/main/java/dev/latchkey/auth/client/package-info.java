/**
 * The applications that ask for tokens: what they registered, the rules that a registration must pass, and their
 * secrets. Owns the tables {@code client}, {@code client_secret} and {@code client_logo}. What a person allowed an application belongs to
 * {@code consent}; how a client proves itself at an endpoint is wired in {@code security}.
 */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "brake",
            "database",
            "image",
            "jose",
            "key",
            "outbound",
            "requestlog",
            "secret",
            "web"
        })
@NullMarked
package dev.latchkey.auth.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
