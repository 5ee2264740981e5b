/**
 * What every page and every response has in common: security headers, cookies, the correlation id, the language, the layout's model,
 * error pages, static files.
 *
 * <p>Owns nothing of any feature and imports none. A feature adds itself to the navigation with a {@link
 * dev.latchkey.auth.web.NavigationEntry} bean, and tells the policy where a form may lead with {@link
 * dev.latchkey.auth.web.ContentSecurityPolicy#allowFormAction}. Who may see what is decided in {@code security}, not here.
 */
@ApplicationModule(allowedDependencies = {"secret"})
@NullMarked
package dev.latchkey.auth.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
