/**
 * Pages, slices and windows of Spring Data.
 */
@NullMarked
package dev.langfuse4j.springdata;

import org.jspecify.annotations.NullMarked;
