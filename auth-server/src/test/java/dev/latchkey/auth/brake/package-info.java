/** Guessing, in a row and all at once, from strange and from known browsers. */
package dev.latchkey.auth.brake;
