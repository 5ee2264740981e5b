/**
 * The pages without the server behind them: every template with made-up content, on a real port, so that they can be looked at and
 * tested before and apart from the features that fill them. Lives outside the application's base package, so that no component scan
 * of it ends up here.
 */
@NullMarked
package dev.latchkey.preview;

import org.jspecify.annotations.NullMarked;
