package dev.langfuse4j.export;

/**
 * What is dropped when there is no more room. Either way the rest of a trace goes with
 * its first observation that is dropped: a tree with holes misleads.
 */
public enum QueueOverflow {

	/**
	 * What comes when there is no room: what is kept are the first traces of a burst.
	 */
	DROP_NEWEST,

	/**
	 * What has waited longest: what is kept are the last traces before now.
	 */
	DROP_OLDEST

}
