package dev.langfuse4j.export.spill;

import dev.langfuse4j.lang.Internal;

/**
 * A request that waits on disk.
 *
 * @param observations how many it carries
 * @param body its body: masked, encoded, without credentials
 */
@Internal
public record SpilledRequest(int observations, byte[] body) {

}
