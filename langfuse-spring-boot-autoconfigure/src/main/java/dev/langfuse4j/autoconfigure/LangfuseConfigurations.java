/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import dev.langfuse4j.DefaultLangfuse;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Redact;
import dev.langfuse4j.capture.ApplicationClasses;
import dev.langfuse4j.capture.CaptureJsonMapperCustomizer;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.capture.Redactions;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.export.otlp.ProjectEncoders;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.export.pipeline.Exporters;
import dev.langfuse4j.export.pipeline.ObservationMasking;
import dev.langfuse4j.export.pipeline.OptionalExporter;
import dev.langfuse4j.export.pipeline.Scoring;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.http.LangfuseCredentialsProvider;
import dev.langfuse4j.http.LangfuseWebClientCustomizer;
import dev.langfuse4j.http.ProjectLinks;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.mask.Maskers;
import dev.langfuse4j.trace.ContextOrigin;
import dev.langfuse4j.trace.CurrentIds;
import dev.langfuse4j.trace.LangfuseObservationHandler;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.MdcCurrentIds;
import dev.langfuse4j.trace.MicrometerTracingIds;
import dev.langfuse4j.trace.NamedObservations;
import dev.langfuse4j.trace.ObservationFilter;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ProjectResolver;
import dev.langfuse4j.trace.Projects;
import dev.langfuse4j.trace.TraceExtensions;
import dev.langfuse4j.trace.TraceSampler;
import dev.langfuse4j.trace.TracingIds;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/**
 * The beans of {@link LangfuseAutoConfiguration}, room by room.
 */
final class LangfuseConfigurations {

	private LangfuseConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	static class Export {

		@Bean
		LangfuseActivation langfuseActivation(Environment environment) {
			return LangfuseActivation.of(environment);
		}

		/**
		 * Not lazy, so that a value that cannot work stops the start.
		 */
		@Bean
		@Lazy(false)
		LangfuseSettings langfuseSettings(LangfuseProperties properties, LangfuseActivation activation,
				LangfuseConnectionDetails details, ObjectProvider<SslBundles> sslBundles, Environment environment,
				ListableBeanFactory beanFactory, ObjectProvider<LangfuseCredentialsProvider> credentials) {
			boolean provided = DefinedBeans.contain(beanFactory, LangfuseCredentialsProvider.class);
			return new LangfuseSettings(
					properties, activation, new ConnectionSettings(properties, details, sslBundles.getIfAvailable(),
							environment, provided ? credentials::getObject : null),
					new OpenTelemetryVariables(environment));
		}

		/**
		 * Also where a parent context has one of its own properties.
		 */
		@Bean
		@ConditionalOnMissingBean(value = LangfuseConnectionDetails.class,
				ignored = PropertiesLangfuseConnectionDetails.class)
		PropertiesLangfuseConnectionDetails langfuseConnectionDetails(LangfuseProperties properties) {
			return new PropertiesLangfuseConnectionDetails(properties);
		}

		/**
		 * Released by the pipeline, which outlives other beans.
		 */
		@Bean
		LangfuseClients langfuseClients(LangfuseSettings settings,
				ObjectProvider<LangfuseWebClientCustomizer> customizers) {
			// Where nothing is sent, as in tests, nothing is asked either
			return new LangfuseClients(settings.isSending() ? settings.servers() : Map.of(),
					() -> customizers.orderedStream().toList());
		}

		/**
		 * Creates the maskers, which resolve those of the application at the first use.
		 */
		@Bean
		Maskers langfuseMaskers(LangfuseSettings settings, ObjectProvider<ContentMasker> maskers) {
			return new Maskers(settings::maskers, () -> maskers.orderedStream().toList());
		}

		@Bean
		static ExportDoor langfuseExportDoor() {
			return new ExportDoor();
		}

		/**
		 * Closed by {@link ExportDoor}, on which no bean depends. Ahead-of-time
		 * processing loses an empty destroy method, so it names a method that does not
		 * close it.
		 */
		@Bean(destroyMethod = "outliveBeans")
		ExportPipeline langfuseExportPipeline(LangfuseSettings settings, LangfuseProperties properties,
				Environment environment, ListableBeanFactory beanFactory, ObjectProvider<ObservationExporter> exporters,
				ObjectProvider<OptionalExporter> optional, LangfuseClients clients, ResourceAttributes resource,
				Maskers maskers, ObjectProvider<ExportDoor> door, ObjectProvider<Scoring> scoring) {
			List<OptionalExporter> switched = optional.orderedStream().toList();
			Exporters others = exporters(settings, beanFactory, exporters, switched);
			Connection connection = settings.connection();
			StartupMessage.log(settings, properties, connection, others, switched);
			ObservationMasking masking = new ObservationMasking(maskers, settings.capture().maxTextLength(),
					properties.getCapture().isMaskAttributes());
			// Spring ends lifecycle phases that take longer
			Duration phase = Binder.get(environment)
				.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
				.orElse(Duration.ofSeconds(30));
			ExportPipeline pipeline = new ExportPipeline(settings.export().endingWithin(phase),
					scoring.getIfAvailable(Scoring::defaults), masking, others, settings.destinations(resource),
					clients);
			pipeline.starting(true);
			door.ifAvailable((closing) -> closing.closeAtEnd(pipeline));
			return pipeline;
		}

		/**
		 * Not lazy, as nothing asks for it.
		 */
		@Bean
		@Lazy(false)
		ExportLifecycle langfuseExportLifecycle(ExportPipeline pipeline, ApplicationContext context) {
			return new ExportLifecycle(pipeline, context);
		}

		/**
		 * Not lazy, as nothing asks for it. Usually disabled: then its class is not
		 * loaded.
		 */
		@Bean
		@Lazy(false)
		SmartInitializingSingleton langfuseStartupCheck(LangfuseProperties properties, LangfuseClients clients,
				ProjectLinks links) {
			return (properties.getCheck() != StartupCheckMode.OFF)
					? new StartupCheck(properties.getCheck(), clients, links) : () -> {
					};
		}

		@Bean
		ProjectLinks langfuseProjectLinks(LangfuseSettings settings) {
			Map<String, URI> baseUrls = new HashMap<>();
			settings.servers().forEach((project, server) -> baseUrls.put(project, server.baseUrl()));
			return new ProjectLinks(baseUrls);
		}

		/**
		 * The clients of the API, for everything except traces.
		 */
		@Bean
		LangfuseApiClients langfuseApiClients(LangfuseSettings settings, LangfuseClients clients) {
			return new LangfuseApiClients(clients, settings.absence());
		}

		@Bean
		ResourceAttributes langfuseResourceAttributes(LangfuseSettings settings, Environment environment,
				ObjectProvider<BuildProperties> build, ObjectProvider<GitProperties> git) {
			return ResourceAttributesFactory.create(settings, environment, build.getIfUnique(), git.getIfUnique());
		}

		@Bean
		@Lazy
		ProjectEncoders langfuseProjectEncoders(LangfuseSettings settings, ResourceAttributes resource) {
			return (project) -> settings.encoder(project, resource);
		}

		@Bean
		@Lazy
		ExportStatistics langfuseExportStatistics(ExportPipeline pipeline) {
			return pipeline.statistics();
		}

		@Bean
		LogSwitch langfuseLogSwitch(LangfuseSettings settings) {
			return new LogSwitch(settings.isLogging());
		}

		private static Exporters exporters(LangfuseSettings settings, ListableBeanFactory beanFactory,
				ObjectProvider<ObservationExporter> exporters, List<OptionalExporter> optional) {
			if (!settings.isActive()) {
				return Exporters.of();
			}
			List<ObservationExporter> own = new ArrayList<>();
			optional.stream().map(OptionalExporter::exporter).filter(Objects::nonNull).forEach(own::add);
			return new Exporters(own, DefinedBeans.contain(beanFactory, ObservationExporter.class),
					() -> exporters.orderedStream().toList());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TracingObservationHandler.class)
	static class MicrometerTracing {

		@Bean
		TracingIds langfuseTracingIds(ObjectProvider<Tracer> tracer) {
			return new MicrometerTracingIds(tracer::getIfUnique);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Trace {

		@Bean
		@ConditionalOnClass(name = "org.slf4j.MDC")
		CurrentIds langfuseCurrentIds(LangfuseProperties properties) {
			return properties.getObserve().isMdc() ? new MdcCurrentIds() : CurrentIds.NONE;
		}

		@Bean
		ContentCapture langfuseContentCapture(LangfuseSettings settings, LangfuseProperties properties,
				BeanFactory beanFactory, ObjectProvider<ValueConverter> converters,
				ObjectProvider<CaptureJsonMapperCustomizer> customizers) {
			List<String> packages = AutoConfigurationPackages.has(beanFactory)
					? AutoConfigurationPackages.get(beanFactory) : List.of();
			return new ContentCapture(settings.capture(),
					new Redactions(Redact.class, properties.getCapture().getRedactNames()),
					new ApplicationClasses(packages), () -> converters.orderedStream().toList(),
					() -> customizers.orderedStream().toList());
		}

		@Bean
		@ConditionalOnMissingBean
		TraceSampler langfuseSampler(LangfuseSettings settings) {
			return TraceSampler.ratio(settings.sampleRate());
		}

		@Bean
		LangfuseObservationHandler langfuseObservationHandler(ExportPipeline pipeline, ContentCapture capture,
				TraceSampler sampler, ObjectProvider<TracingIds> tracingIds,
				ObjectProvider<ObservationMapper<?>> mappers, ObjectProvider<CurrentIds> currentIds,
				ObjectProvider<ProjectResolver> projectResolver, ObjectProvider<ContextOrigin> origins,
				ObjectProvider<ObservationFilter> filters, ListableBeanFactory beanFactory,
				LangfuseProperties properties) {
			List<ObservationMapper<?>> all = new ArrayList<>(mappers.orderedStream().toList());
			if (!properties.getObserve().getInclude().isEmpty()) {
				all.add(new NamedObservations(properties.getObserve().getInclude()));
			}
			LangfuseObservationHandler handler = new LangfuseObservationHandler(pipeline, capture, sampler,
					tracingIds.getIfAvailable(() -> TracingIds.NONE), all,
					currentIds.getIfAvailable(() -> CurrentIds.NONE),
					new Projects(DefinedBeans.contain(beanFactory, ProjectResolver.class)
							? SingletonSupplier.of(projectResolver::getObject) : null, pipeline::availability));
			new TraceExtensions(origins.orderedStream().toList(),
					DefinedBeans.contain(beanFactory, ObservationFilter.class) ? () -> filters.orderedStream().toList()
							: null)
				.addTo(handler);
			return handler;
		}

		@Bean
		MappedOnlyPredicate langfuseObservationPredicate(LangfuseObservationHandler handler,
				ListableBeanFactory beanFactory) {
			return new MappedOnlyPredicate(handler, beanFactory);
		}

		@Bean
		LangfuseTracer langfuseTracer(ExportPipeline pipeline, LangfuseObservationHandler handler,
				ContentCapture capture, LangfuseProperties properties,
				ObjectProvider<ObservationRegistry> applicationRegistry, ListableBeanFactory beanFactory) {
			Supplier<ObservationRegistry> privateRegistry = () -> {
				ObservationRegistry registry = ObservationRegistry.create();
				registry.observationConfig().observationHandler(handler);
				return registry;
			};
			return new LangfuseTracer(pipeline, handler, capture,
					SingletonSupplier.of(() -> (properties.getObserve().isMetrics() && hasRegistry(beanFactory))
							? applicationRegistry.getIfUnique(privateRegistry) : privateRegistry.get()));
		}

		/**
		 * Several resolvers would be found out at the first trace, which would be lost.
		 * The check of the registry applies even if only observations of other libraries
		 * would be recorded. With lazy initialization, there is no handler yet, and the
		 * first observation decides.
		 */
		@Bean
		SmartInitializingSingleton langfuseTraceChecks(ObjectProvider<ProjectResolver> projectResolver,
				ObjectProvider<LangfuseObservationHandler> handler,
				ObjectProvider<ObservationRegistry> applicationRegistry, LangfuseProperties properties,
				ConfigurableListableBeanFactory beanFactory) {
			return () -> {
				projectResolver.getIfAvailable();
				if (beanFactory.containsSingleton("langfuseObservationHandler") && properties.getObserve().isMetrics()
						&& hasRegistry(beanFactory)) {
					applicationRegistry.ifUnique(handler.getObject()::checkRegistry);
				}
			};
		}

		/**
		 * The registry of a parent context has the handler of that context, if any.
		 */
		private static boolean hasRegistry(ListableBeanFactory beanFactory) {
			return beanFactory.getBeanNamesForType(ObservationRegistry.class, true, false).length > 0;
		}

		/**
		 * Not that of a parent context, which may have other keys.
		 */
		@Bean
		@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
		Langfuse langfuse(LangfuseTracer tracer, ExportPipeline pipeline, ProjectLinks links) {
			return new DefaultLangfuse(tracer, pipeline, links);
		}

	}

}
