/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.export.DuplicateDetection;
import dev.langfuse4j.lang.Internal;

/**
 * Properties of the observation of methods.
 *
 * @since 0.1.0
 */
@Internal
public class ObserveProperties {

	/**
	 * Order of the observation among other advice. 'innermost' observes inside
	 * transactions and retries, 'outermost' observes around all other advice.
	 */
	private Order order = Order.INNERMOST;

	/**
	 * Whether observed methods also appear in the application's own meters and traces.
	 */
	private boolean metrics = true;

	/**
	 * Names of observations of other libraries to include in traces, such as
	 * 'http.server.requests'. A name includes all names below it.
	 */
	private List<String> include = new ArrayList<>();

	/**
	 * Whether the executors of Spring Boot, such as that of '@Async', propagate the
	 * current observation. Sets 'spring.task.execution.propagate-context', unless the
	 * application sets it.
	 */
	private boolean propagateContext = true;

	/**
	 * Trace of a task that a 'TaskScheduler' runs later or repeatedly. 'new-trace' starts
	 * a new trace for each run, 'continue' continues the trace in which the task was
	 * scheduled, if the scheduler propagates context.
	 */
	private ScheduledTasks scheduledTasks = ScheduledTasks.NEW_TRACE;

	/**
	 * Whether to add the IDs of the current observation to the MDC, as 'langfuse.traceId'
	 * and 'langfuse.observationId', for use in log patterns.
	 */
	private boolean mdc;

	/**
	 * Whether to record arguments and results of observed methods, for the environment
	 * variable LANGFUSE_OBSERVE_DECORATOR_IO_CAPTURE_ENABLED of the official SDK. An
	 * explicit 'langfuse.capture.input', 'output' or 'types' takes precedence.
	 */
	private boolean decoratorIoCaptureEnabled = true;

	/**
	 * How to report, on startup, observed methods that a proxy cannot intercept, such as
	 * private ones. Unless it is 'off', the application also names methods that return
	 * publishers without 'spring.reactor.context-propagation=auto'.
	 */
	private Report report = Report.INFO;

	/**
	 * How to treat a model call that ran before in the same trace with the same model,
	 * parameters and input. 'off' does not compare calls, 'mark' adds the metadata
	 * 'duplicate_of' and 'duplicate_count', 'warn' also sets the level WARNING.
	 */
	private DuplicateDetection detectDuplicates = DuplicateDetection.MARK;

	public Order getOrder() {
		return this.order;
	}

	public void setOrder(Order order) {
		this.order = order;
	}

	public boolean isMetrics() {
		return this.metrics;
	}

	public void setMetrics(boolean metrics) {
		this.metrics = metrics;
	}

	public List<String> getInclude() {
		return this.include;
	}

	public void setInclude(List<String> include) {
		this.include = include;
	}

	public boolean isPropagateContext() {
		return this.propagateContext;
	}

	public void setPropagateContext(boolean propagateContext) {
		this.propagateContext = propagateContext;
	}

	public boolean isDecoratorIoCaptureEnabled() {
		return this.decoratorIoCaptureEnabled;
	}

	public void setDecoratorIoCaptureEnabled(boolean decoratorIoCaptureEnabled) {
		this.decoratorIoCaptureEnabled = decoratorIoCaptureEnabled;
	}

	public ScheduledTasks getScheduledTasks() {
		return this.scheduledTasks;
	}

	public void setScheduledTasks(ScheduledTasks scheduledTasks) {
		this.scheduledTasks = scheduledTasks;
	}

	public DuplicateDetection getDetectDuplicates() {
		return this.detectDuplicates;
	}

	public void setDetectDuplicates(DuplicateDetection detectDuplicates) {
		this.detectDuplicates = detectDuplicates;
	}

	public boolean isMdc() {
		return this.mdc;
	}

	public void setMdc(boolean mdc) {
		this.mdc = mdc;
	}

	public Report getReport() {
		return this.report;
	}

	public void setReport(Report report) {
		this.report = report;
	}

	/**
	 * Order of the observation among other advice.
	 */
	public enum Order {

		/**
		 * Right around the method.
		 */
		INNERMOST,

		/**
		 * Around all other advice.
		 */
		OUTERMOST

	}

	/**
	 * Trace of a scheduled task.
	 */
	public enum ScheduledTasks {

		/**
		 * Each run begins a trace.
		 */
		NEW_TRACE,

		/**
		 * The trace in which it was scheduled.
		 */
		CONTINUE

	}

	/**
	 * How to report observed methods that a proxy cannot intercept.
	 */
	public enum Report {

		/**
		 * Nothing.
		 */
		OFF,

		/**
		 * Log them at level INFO.
		 */
		INFO,

		/**
		 * Log them at level WARN.
		 */
		WARN,

		/**
		 * Stop the start.
		 */
		FAIL

	}

}
