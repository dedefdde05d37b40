/**
 * What is captured of web requests, and what they say of traces.
 */
@NullMarked
package dev.langfuse4j.web;

import org.jspecify.annotations.NullMarked;
