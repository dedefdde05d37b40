/**
 * What kind of type a public type is: without one of these annotations it is API.
 */
@NullMarked
package dev.langfuse4j.lang;

import org.jspecify.annotations.NullMarked;
