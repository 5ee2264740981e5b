package dev.latchkey.endtoend;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need the house. Their methods may ask for a {@link dev.latchkey.endtoend.house.House}, which all tests share,
 * and for {@link dev.latchkey.endtoend.person.People}, whose browsers are closed after the test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EndToEndExtension.class)
public @interface EndToEnd {}
