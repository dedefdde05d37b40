package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ScheduledTasks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Which trace tasks belong to that run later.
 */
@Configuration(proxyBeanMethods = false)
class SchedulingConfiguration {

	@Bean
	ScheduledTasks langfuseScheduledTasks(ObjectProvider<LangfuseTracer> tracer, LangfuseProperties properties) {
		return new ScheduledTasks(tracer::getObject,
				properties.getObserve().getScheduledTasks() == ObserveProperties.ScheduledTasks.NEW_TRACE);
	}

	@Bean
	static ScheduledTasksPostProcessor langfuseScheduledTasksPostProcessor(ObjectProvider<ScheduledTasks> tasks) {
		return new ScheduledTasksPostProcessor(tasks::getObject);
	}

}
