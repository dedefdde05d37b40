/**
 * Auto-configuration for the Model Context Protocol.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.mcp;

import org.jspecify.annotations.NullMarked;
