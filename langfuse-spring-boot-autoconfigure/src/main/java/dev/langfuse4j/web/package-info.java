/**
 * What is captured of web requests.
 */
@NullMarked
package dev.langfuse4j.web;

import org.jspecify.annotations.NullMarked;
