package dev.langfuse4j.http;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes the clients: the JDK's, untraced, never that of the application.
 */
final class WebClients {

	/**
	 * The JDK's client does nothing on its threads that blocks, and none of its own is
	 * bounded.
	 */
	private static final int THREADS = 2;

	/**
	 * After how long without work a thread ends.
	 */
	private static final Duration IDLE = Duration.ofSeconds(10);

	private WebClients() {
	}

	static WebClient create(Connection connection, Executor executor, List<LangfuseWebClientCustomizer> customizers) {
		ConnectionOptions options = connection.options();
		JdkClientHttpConnector connector = new JdkClientHttpConnector(httpClient(connection, options, executor));
		connector.setReadTimeout(connection.timeout());
		WebClient.Builder builder = WebClient.builder()
			.clientConnector(connector)
			.observationRegistry(ObservationRegistry.NOOP);
		if (connection.credentials() != null) {
			builder.defaultHeader("x-langfuse-ingestion-version", "4")
				.defaultHeader("x-langfuse-sdk-name", "java")
				.defaultHeader("x-langfuse-sdk-version", SdkVersion.get());
		}
		ProxyServer proxy = options.proxy();
		if (proxy != null && proxy.username() != null) {
			// Not by an Authenticator, with which the JDK's client leaves out our keys
			String password = (proxy.password() != null) ? proxy.password() : "";
			builder.defaultHeader(HttpHeaders.PROXY_AUTHORIZATION,
					"Basic " + HttpHeaders.encodeBasicAuth(proxy.username(), password, null));
		}
		options.headers().forEach(builder::defaultHeader);
		customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private static HttpClient httpClient(Connection connection, ConnectionOptions options, Executor executor) {
		// Over plain HTTP the JDK's client asks for an upgrade to HTTP/2, upon which the
		// server of a self-hosted Langfuse closes the connection
		boolean tls = "https".equalsIgnoreCase(connection.baseUrl().getScheme());
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(tls ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(options.connectTimeout())
			.executor(executor);
		ProxyServer proxy = options.proxy();
		if (proxy != null) {
			builder.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
		}
		if (tls && options.tls() != null) {
			builder.sslContext(options.tls().get());
		}
		return builder.build();
	}

	/**
	 * Threads of our own, which are made when they are needed.
	 */
	static ExecutorService executor() {
		AtomicInteger count = new AtomicInteger();
		ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(), (work) -> {
					Thread thread = new Thread(null, work, "langfuse-http-" + count.incrementAndGet(), 0, false);
					thread.setContextClassLoader(WebClients.class.getClassLoader());
					thread.setDaemon(true);
					return thread;
				});
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

}
