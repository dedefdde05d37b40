/**
 * Auto-configuration of user feedback.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.feedback;

import org.jspecify.annotations.NullMarked;
