package dev.latchkey.auth.session;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller or one of its methods: served only to somebody who has shown a factor recently ({@code
 * latchkey.session.fresh-for}), because a browser left open must not be enough. Anybody else is sent to {@code
 * /reauthenticate} and comes back (ASVS 7.5.1). For an account that has a second factor, only that one counts.
 *
 * <p>A {@link FreshFactorReason} lets the page that asks say what for.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresFreshFactor {

    /** The page to come back to when the request was not a GET; by default the address that was posted to. */
    String page() default "";

    /** Whether a recovery code is proof enough: only where a person replaces what is lost. */
    boolean recoveryCodeCounts() default false;
}
