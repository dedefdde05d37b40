/**
 * The console: traces in the browser, served by the application itself. Nothing here
 * knows a web framework.
 */
@NullMarked
package dev.langfuse4j.console;

import org.jspecify.annotations.NullMarked;
