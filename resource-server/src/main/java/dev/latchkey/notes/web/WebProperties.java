package dev.latchkey.notes.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of HTTP.
 *
 * @param maxRequestBody largest request body; a note of 100,000 code points needs 1.2 MB when each is written as two
 *     JSON escapes
 */
@ConfigurationProperties("latchkey.web")
record WebProperties(@DefaultValue("2MB") DataSize maxRequestBody) {}
