/**
 * Auto-configuration of the console. While that is off nothing of it is loaded but what
 * is in this package.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.console;

import org.jspecify.annotations.NullMarked;
