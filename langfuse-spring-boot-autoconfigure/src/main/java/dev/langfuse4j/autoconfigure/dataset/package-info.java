/**
 * Auto-configuration of datasets.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.dataset;

import org.jspecify.annotations.NullMarked;
