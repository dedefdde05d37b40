/**
 * Checks that README and {@code docs} tell the truth: links, code, configuration, names
 * and lines of the log.
 */
package dev.langfuse4j.manual;
