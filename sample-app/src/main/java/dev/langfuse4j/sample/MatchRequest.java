package dev.langfuse4j.sample;

import java.util.List;

/**
 * What is looked for.
 *
 * @param role the role
 * @param skills the skills that the role needs
 */
record MatchRequest(String role, List<String> skills) {

}
