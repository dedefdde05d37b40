/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import dev.langfuse4j.callback.Unobserved;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.util.function.SingletonSupplier;

/**
 * The JDK's clients, one for each server and shared by the projects on it, as each has
 * threads: what blocks them, such as a name service that does not answer, is the trouble
 * of that server only. One timer is shared by all. Thread-safe.
 */
final class HttpClients implements AutoCloseable {

	/**
	 * The JDK's client does nothing on its threads that blocks, and none of its own is
	 * bounded.
	 */
	private static final int THREADS = 2;

	/**
	 * After how long without work a thread ends.
	 */
	private static final Duration IDLE = Duration.ofSeconds(10);

	static final int LOOKUP_THREADS = 32;

	private final Map<Route, Client> clients = new ConcurrentHashMap<>();

	private final Map<Route, ExecutorService> executors = new ConcurrentHashMap<>();

	/**
	 * Loads Reactor's classes with the first request, not on startup.
	 */
	private final SingletonSupplier<Scheduler> timer = SingletonSupplier
		.of(() -> Schedulers.fromExecutorService(timerExecutor()));

	private final SingletonSupplier<Scheduler> lookups = SingletonSupplier
		.of(() -> Schedulers.fromExecutorService(executor("langfuse-credentials-", LOOKUP_THREADS)));

	/**
	 * Returns the client for the next request of a connection: another one if the
	 * certificates have changed. The former one ends its requests and is then released.
	 */
	HttpClient get(Connection connection) {
		ConnectionOptions options = connection.options();
		boolean tls = "https".equalsIgnoreCase(connection.baseUrl().getScheme());
		Route route = new Route(connection.baseUrl().getAuthority(), tls, options.connectTimeout(), options.proxy(),
				tls ? options.tls() : null);
		SSLContext context = (route.tls() != null) ? route.tls().get() : null;
		Client known = this.clients.get(route);
		if (known == null || known.context() != context) {
			known = this.clients.compute(route, (same, current) -> (current != null && current.context() == context)
					? current : new Client(create(same, context), context));
		}
		return known.client();
	}

	/**
	 * Returns the scheduler for lookups of credentials that may block.
	 */
	Scheduler lookups() {
		return this.lookups.obtain();
	}

	/**
	 * Returns the scheduler for timeouts of requests.
	 */
	Scheduler timer() {
		return this.timer.obtain();
	}

	/**
	 * Releases the threads when their tasks are done.
	 */
	@Override
	public void close() {
		lookups().dispose();
		timer().dispose();
		this.executors.values().forEach(ExecutorService::shutdown);
	}

	private HttpClient create(Route route, @Nullable SSLContext context) {
		ExecutorService executor = this.executors.computeIfAbsent(route, (same) -> executor("langfuse-http-", THREADS));
		// Over plain HTTP the JDK's client asks for an upgrade to HTTP/2, upon which the
		// server of a self-hosted Langfuse closes the connection
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(route.https() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(route.connectTimeout())
			.executor(executor);
		ProxyServer proxy = route.proxy();
		if (proxy != null) {
			builder.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
		}
		if (context != null) {
			builder.sslContext(context);
		}
		return builder.build();
	}

	/**
	 * Customizers and suppliers of credentials are not observed: each batch would
	 * otherwise produce the next.
	 */
	private static ExecutorService executor(String prefix, int threads) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(threads, threads, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(), threads(prefix));
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private static ScheduledExecutorService timerExecutor() {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads("langfuse-timer-"));
		executor.setRemoveOnCancelPolicy(true);
		executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private static ThreadFactory threads(String prefix) {
		AtomicInteger count = new AtomicInteger();
		return (work) -> {
			Thread thread = new Thread(null, Unobserved.task(work), prefix + count.incrementAndGet(), 0, false);
			thread.setContextClassLoader(HttpClients.class.getClassLoader());
			thread.setDaemon(true);
			return thread;
		};
	}

	private record Client(HttpClient client, @Nullable SSLContext context) {

	}

	private record Route(String authority, boolean https, Duration connectTimeout, @Nullable ProxyServer proxy,
			@Nullable Supplier<SSLContext> tls) {

	}

}
