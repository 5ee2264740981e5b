/**
 * What every answer has: security headers, a correlation id, a language, error pages that say what to do next. It knows
 * no feature; who may see a page is decided in {@code security}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.latchkey.demo.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
