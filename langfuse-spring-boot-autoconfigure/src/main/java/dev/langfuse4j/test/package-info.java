/**
 * For the tests of applications: a recorder of observations, assertions about them, and
 * the rule that a test sends nothing unless it says so.
 */
@NullMarked
package dev.langfuse4j.test;

import org.jspecify.annotations.NullMarked;
