/**
 * What people do in a browser, in their words: signs in, allows, writes a note. The pages behind those words are here,
 * and the only selectors; what is expected of them is said by the tests.
 */
@NullMarked
package dev.latchkey.endtoend.person;

import org.jspecify.annotations.NullMarked;
