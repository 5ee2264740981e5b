/**
 * The page that shows what the last sign-in consisted of, step by step. It watches from outside (a servlet filter, an
 * interceptor on the HTTP clients, the framework's success event), so that an application that copies the rest simply
 * leaves this package out. Values are masked when they are recorded, not when they are shown.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.latchkey.demo.trace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
