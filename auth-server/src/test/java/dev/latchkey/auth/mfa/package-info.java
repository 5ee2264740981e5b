/** Second factors against whoever holds the database. */
package dev.latchkey.auth.mfa;
