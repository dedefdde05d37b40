package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the tokens of model calls are counted.
 */
@Internal
@ConfigurationProperties("langfuse.usage")
public class UsageProperties {

	/**
	 * Where the tokens of reasoning are counted: in the output, which has a price for
	 * each model, or apart, which has none for most.
	 */
	private Reasoning reasoning = Reasoning.OUTPUT;

	public Reasoning getReasoning() {
		return this.reasoning;
	}

	public void setReasoning(Reasoning reasoning) {
		this.reasoning = reasoning;
	}

	boolean isReasoningApart() {
		return this.reasoning == Reasoning.APART;
	}

	/**
	 * Where the tokens of reasoning are counted.
	 */
	public enum Reasoning {

		/**
		 * In the output, as providers charge them.
		 */
		OUTPUT,

		/**
		 * In a bucket of their own.
		 */
		APART

	}

}
