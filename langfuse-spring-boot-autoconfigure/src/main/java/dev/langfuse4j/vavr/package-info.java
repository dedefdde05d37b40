/**
 * Collections and other values of Vavr, as far as they are computed.
 */
@NullMarked
package dev.langfuse4j.vavr;

import org.jspecify.annotations.NullMarked;
