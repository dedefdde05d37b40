/**
 * Auto-configuration for the clients that providers of models publish themselves.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.vendor;

import org.jspecify.annotations.NullMarked;
