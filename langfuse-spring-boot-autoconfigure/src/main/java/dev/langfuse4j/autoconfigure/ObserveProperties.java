package dev.langfuse4j.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.export.DuplicateDetection;
import dev.langfuse4j.lang.Internal;

/**
 * How methods are observed.
 */
@Internal
public class ObserveProperties {

	/**
	 * Where a method is observed: right around it, inside transactions and retries, or
	 * around all other advice.
	 */
	private Order order = Order.INNERMOST;

	/**
	 * Whether the application's own meters and traces see observed methods too.
	 */
	private boolean metrics = true;

	/**
	 * Names of other libraries' observations that appear in traces too, such as
	 * 'http.server.requests', each with all names below it.
	 */
	private List<String> include = new ArrayList<>();

	/**
	 * Whether Spring Boot's executors, such as that of '@Async', take the current
	 * observation along. Sets 'spring.task.execution.propagate-context' unless the
	 * application sets it.
	 */
	private boolean propagateContext = true;

	/**
	 * Which trace a task belongs to that a 'TaskScheduler' runs later, or again and
	 * again: one of its own, or that in which it was scheduled, as far as the scheduler
	 * takes context along.
	 */
	private ScheduledTasks scheduledTasks = ScheduledTasks.NEW_TRACE;

	/**
	 * Whether log lines can have the ids of the current observation: 'langfuse.traceId'
	 * and 'langfuse.observationId' in the diagnostic context.
	 */
	private boolean mdc;

	/**
	 * Whether to record arguments and results of observed methods, for the environment
	 * variable LANGFUSE_OBSERVE_DECORATOR_IO_CAPTURE_ENABLED of the official SDK. An
	 * explicit 'langfuse.capture.input', 'output' or 'types' wins.
	 */
	private boolean decoratorIoCaptureEnabled = true;

	/**
	 * How to report, at startup, observed methods that a proxy cannot intercept, such as
	 * private ones. Unless it is off, the start also names methods that return publishers
	 * without 'spring.reactor.context-propagation=auto'.
	 */
	private Report report = Report.INFO;

	/**
	 * How to treat a model call that ran before in the same trace with the same model,
	 * parameters and input: do not compare calls, mark the call with the metadata
	 * 'duplicate_of' and 'duplicate_count', or also set its level to WARNING.
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
	 * Where a method is observed.
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
	 * Which trace a scheduled task belongs to.
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
