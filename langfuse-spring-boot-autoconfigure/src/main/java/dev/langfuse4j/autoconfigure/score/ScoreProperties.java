package dev.langfuse4j.autoconfigure.score;

import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.export.score.ScoreEndpointMode;
import dev.langfuse4j.export.score.ScoreSettings;
import dev.langfuse4j.lang.Internal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How scores are sent to Langfuse.
 */
@Internal
@ConfigurationProperties("langfuse.score")
public class ScoreProperties {

	/**
	 * Endpoint that scores are sent to. 'ingestion' takes batches, 'scores' takes one
	 * score in a request. 'auto' uses 'ingestion', and 'scores' while the server does not
	 * take scores there.
	 */
	private ScoreEndpointMode endpoint = ScoreEndpointMode.AUTO;

	/**
	 * Number of scores that are kept for each project while they wait to be sent. Further
	 * ones are dropped.
	 */
	private int maxQueueSize = 10_000;

	/**
	 * Memory that the scores which are kept for a project may take.
	 */
	private DataSize maxQueueBytes = DataSize.ofMegabytes(4);

	public ScoreEndpointMode getEndpoint() {
		return this.endpoint;
	}

	public void setEndpoint(ScoreEndpointMode endpoint) {
		this.endpoint = endpoint;
	}

	public int getMaxQueueSize() {
		return this.maxQueueSize;
	}

	public void setMaxQueueSize(int maxQueueSize) {
		this.maxQueueSize = maxQueueSize;
	}

	public DataSize getMaxQueueBytes() {
		return this.maxQueueBytes;
	}

	public void setMaxQueueBytes(DataSize maxQueueBytes) {
		this.maxQueueBytes = maxQueueBytes;
	}

	/**
	 * The settings, checked.
	 */
	ScoreSettings toSettings() {
		require(this.maxQueueSize > 0, "max-queue-size");
		require(this.maxQueueBytes.toBytes() > 0, "max-queue-bytes");
		return new ScoreSettings(this.endpoint, this.maxQueueSize, this.maxQueueBytes.toBytes());
	}

	private static void require(boolean condition, String name) {
		if (!condition) {
			throw new InvalidLangfusePropertyException("langfuse.score." + name, "is not positive",
					"Set it to a value above zero.");
		}
	}

}
