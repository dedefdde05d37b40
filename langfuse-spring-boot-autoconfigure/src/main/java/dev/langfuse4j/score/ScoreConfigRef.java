package dev.langfuse4j.score;

import org.jspecify.annotations.Nullable;

/**
 * The score config that a score follows.
 *
 * @param id its id, or {@code null} while it is not known
 * @param name its name, or {@code null} where it was named by its id
 */
public record ScoreConfigRef(@Nullable String id, @Nullable String name) {

}
