/**
 * Client libraries that other teams use, run unchanged against the authorization server.
 */
@NullMarked
package dev.latchkey.endtoend.library;

import org.jspecify.annotations.NullMarked;
