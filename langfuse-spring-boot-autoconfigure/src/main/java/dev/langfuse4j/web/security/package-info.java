/**
 * Lets annotations see who is authenticated by Spring Security.
 */
@NullMarked
package dev.langfuse4j.web.security;

import org.jspecify.annotations.NullMarked;
