/**
 * Batches and their way to the server of a project, or to the disk and from there.
 */
@NullMarked
package dev.langfuse4j.export.delivery;

import org.jspecify.annotations.NullMarked;
