package dev.langfuse4j.export.spill;

/**
 * A request that waits on disk.
 *
 * @param observations how many it carries
 * @param body its body: masked, encoded, without credentials
 */
public record SpilledRequest(int observations, byte[] body) {

}
