/**
 * Captures web requests and derives trace attributes from them.
 */
@NullMarked
package dev.langfuse4j.web;

import org.jspecify.annotations.NullMarked;
