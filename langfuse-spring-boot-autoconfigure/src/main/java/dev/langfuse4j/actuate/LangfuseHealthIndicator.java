package dev.langfuse4j.actuate;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.ExportFailure;
import dev.langfuse4j.export.ExportPipeline;
import dev.langfuse4j.export.ExportStatus;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * How the export is, from what is known already: nothing is sent, and nobody waits. A
 * server that is gone makes it unknown, not down, unless that is asked for: an
 * application that serves must not be taken out of its load balancer for that. Wiring.
 */
public final class LangfuseHealthIndicator extends AbstractHealthIndicator {

	private final ExportPipeline pipeline;

	private final boolean downOnFailure;

	/**
	 * Creates an indicator.
	 * @param pipeline whose health it shows
	 * @param downOnFailure whether it is down while the server is only probed
	 */
	public LangfuseHealthIndicator(ExportPipeline pipeline, boolean downOnFailure) {
		super("The health of Langfuse is not known");
		this.pipeline = pipeline;
		this.downOnFailure = downOnFailure;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ExportStatus status = this.pipeline.status();
		if (!status.connected()) {
			builder.unknown().withDetail("reason", "nothing is sent to a server");
			return;
		}
		if (status.isFailing()) {
			boolean down = this.downOnFailure && status.breaker() != BreakerState.CLOSED;
			builder.status(down ? "DOWN" : "UNKNOWN");
		}
		else if (status.lastSuccess() != null) {
			builder.up();
		}
		else {
			builder.unknown().withDetail("reason", "nothing was sent yet");
		}
		if (status.lastSuccess() != null) {
			builder.withDetail("lastSuccess", status.lastSuccess().toString());
		}
		ExportFailure failure = status.lastFailure();
		if (failure != null) {
			builder.withDetail("lastFailure", failure.time() + ": " + failure.cause());
		}
		builder.withDetail("breaker", status.breaker().name())
			.withDetail("queue", fill(status.queueSize(), status.maxQueueSize()))
			.withDetail("queueBytes", fill(status.queueBytes(), status.maxQueueBytes()));
	}

	private static String fill(long held, long max) {
		return held + " of " + max;
	}

}
