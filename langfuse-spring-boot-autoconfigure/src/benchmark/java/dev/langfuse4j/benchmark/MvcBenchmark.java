/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.Langfuse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.Filter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.mock.web.MockServletContext;
import org.springframework.util.Assert;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * A request to a controller on which nothing is annotated, through the filter that
 * observes requests: what do those pay that do not use us?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MvcBenchmark {

	private static final String TEXT = "twenty-four characters!!";

	/**
	 * Whether the application has a handler of its own.
	 */
	@Param({ "none", "meters" })
	public String handlers;

	/**
	 * Who makes the call.
	 */
	@Param({ "without", "with" })
	public String contestant;

	private AnnotationConfigServletWebApplicationContext context;

	private DispatcherServlet servlet;

	private Filter filter;

	@Setup(Level.Trial)
	public void open() throws Exception {
		boolean ours = this.contestant.equals("with");
		boolean meters = this.handlers.equals("meters");
		List<Class<?>> sources = new ArrayList<>(List.of(MvcContexts.Web.class));
		if (ours) {
			sources.add(MvcContexts.Ours.class);
		}
		if (meters) {
			sources.add(Contexts.Meters.class);
		}
		MockServletContext servletContext = new MockServletContext();
		this.context = new AnnotationConfigServletWebApplicationContext();
		this.context.setServletContext(servletContext);
		new SpringApplicationBuilder(sources.toArray(new Class<?>[0])).web(WebApplicationType.SERVLET)
			.contextFactory((type) -> this.context)
			.properties("logging.level.root=warn")
			.run();
		this.servlet = this.context.getBean(DispatcherServlet.class);
		this.servlet.init(new MockServletConfig(servletContext));
		this.filter = this.context.getBean(FilterRegistrationBean.class).getFilter();
		verify(ours, meters);
	}

	@TearDown(Level.Trial)
	public void close() {
		this.context.close();
	}

	@Benchmark
	public Object request() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/echo");
		request.addParameter("text", TEXT);
		MockHttpServletResponse response = new MockHttpServletResponse();
		new MockFilterChain(this.servlet, this.filter).doFilter(request, response);
		return response;
	}

	private void verify(boolean ours, boolean meters) throws Exception {
		Assert.state(this.filter instanceof ServerHttpObservationFilter, "Requests are not observed");
		MockHttpServletResponse response = (MockHttpServletResponse) request();
		Assert.state(response.getStatus() == 200 && response.getContentAsString().equals(TEXT),
				"The controller did not answer");
		Assert.state(this.context.getBean(ObservationRegistry.class).isNoop() == !(ours || meters),
				"The registry has other handlers than expected");
		if (meters) {
			Assert.state(this.context.getBean(MeterRegistry.class).get("http.server.requests").timer().count() == 1,
					"The request was not timed");
		}
		if (ours) {
			this.context.getBean(Langfuse.class).flush(Duration.ofSeconds(10));
			Assert.state(this.context.getBean(DiscardingExporter.class).first().isEmpty(),
					"A request without @Observe was recorded");
		}
	}

}
