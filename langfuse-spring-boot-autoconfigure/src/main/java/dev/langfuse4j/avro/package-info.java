/**
 * Records of Avro, by their schemas.
 */
@NullMarked
package dev.langfuse4j.avro;

import org.jspecify.annotations.NullMarked;
