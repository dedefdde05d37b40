/**
 * Messages of Protocol Buffers, by their descriptors.
 */
@NullMarked
package dev.langfuse4j.protobuf;

import org.jspecify.annotations.NullMarked;
