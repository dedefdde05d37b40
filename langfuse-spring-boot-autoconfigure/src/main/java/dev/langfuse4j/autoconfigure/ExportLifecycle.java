package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.export.ExportPipeline;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;

/**
 * Ties the export to the life of the application: exporters are asked for once all
 * singletons exist, and what is left is exported after all else was stopped but before
 * any bean is destroyed, as exporters are beans too.
 */
final class ExportLifecycle implements SmartInitializingSingleton, SmartLifecycle {

	private final ExportPipeline pipeline;

	private volatile boolean running;

	ExportLifecycle(ExportPipeline pipeline) {
		this.pipeline = pipeline;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.pipeline.prepare();
	}

	@Override
	public void start() {
		this.pipeline.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.pipeline.stop();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Starts first, stops last.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
