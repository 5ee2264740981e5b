package dev.latchkey.notes.web;

import org.springframework.http.HttpMethod;
import org.springframework.util.unit.DataSize;

/**
 * A feature's own limit on the request bodies of one operation.
 *
 * @param path pattern as in a controller
 */
public record BodyLimit(HttpMethod method, String path, DataSize size) {}
