/**
 * Feedback of users: tokens that the application hands out, and the endpoint that takes
 * votes.
 */
@NullMarked
package dev.langfuse4j.feedback;

import org.jspecify.annotations.NullMarked;
