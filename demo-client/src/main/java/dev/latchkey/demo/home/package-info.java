/**
 * The front page, and the page that shows who is signed in and what the tokens say. It reads tokens for teaching;
 * checking them is done in {@code security}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.latchkey.demo.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
