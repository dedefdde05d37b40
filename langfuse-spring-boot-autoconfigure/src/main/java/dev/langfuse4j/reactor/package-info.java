/**
 * What Reactor zips.
 */
@NullMarked
package dev.langfuse4j.reactor;

import org.jspecify.annotations.NullMarked;
