package dev.langfuse4j.experiment;

import java.time.Duration;

/**
 * Says that an item of an experiment took longer than its time-out.
 */
@SuppressWarnings("serial")
public class ItemTimeoutException extends RuntimeException {

	ItemTimeoutException(Duration timeout) {
		super("The item took longer than " + Texts.duration(timeout));
	}

}
