/**
 * SkillMatch: finds the candidates for a role.
 */
@NullMarked
package dev.langfuse4j.sample;

import org.jspecify.annotations.NullMarked;
