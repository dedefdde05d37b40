package dev.langfuse4j;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ScheduledTasks;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;

/**
 * Takes the context of a thread along to another one.
 */
final class ContextWrapping {

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();

	private final ScheduledTasks scheduledTasks;

	ContextWrapping(ScheduledTasks scheduledTasks) {
		this.scheduledTasks = scheduledTasks;
	}

	Runnable wrap(Runnable task) {
		return snapshot().wrap(task);
	}

	<T> Callable<T> wrap(Callable<T> task) {
		return snapshot().wrap(task);
	}

	<T> Supplier<T> wrap(Supplier<T> task) {
		ContextSnapshot snapshot = snapshot();
		return () -> {
			try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
				return task.get();
			}
		};
	}

	Executor wrap(Executor executor) {
		return (executor instanceof ExecutorService service) ? wrap(service)
				: (task) -> executor.execute(snapshot().wrap(task));
	}

	ExecutorService wrap(ExecutorService executor) {
		return (executor instanceof ScheduledExecutorService scheduled)
				? new ContextSchedulingService(scheduled, this::snapshot, this.scheduledTasks)
				: ContextExecutorService.wrap(executor, this::snapshot);
	}

	private ContextSnapshot snapshot() {
		LangfuseTracer.leaveScopesClosedElsewhere();
		return this.snapshots.captureAll();
	}

}
