/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.http.LangfuseWebClientCustomizer;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ways to a server, on the wire.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final String PASSWORD = "changeit";

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner(SslAutoConfiguration.class)
		.withPropertyValues("langfuse.public-key=pk-lf-1", "langfuse.secret-key=sk-lf-very-secret",
				"langfuse.base-url=" + this.server.url());

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "/,''", "'',''", "/prefix,/prefix", "/prefix/,/prefix", "/api/public/otel/v1/traces,''",
			"/api/public,''", "/prefix/api/public/otel/,/prefix", "/api/publication,/api/publication" })
	void pathsOfTheAddress(String pasted, String prefix) {
		assertReceived(this.contextRunner.withPropertyValues("langfuse.base-url=" + this.server.url() + pasted),
				(request) -> assertThat(request.path()).isEqualTo(prefix + "/api/public/otel/v1/traces"));
	}

	@Test
	void headersOfOneselfAndOfCustomizers() {
		assertReceived(this.contextRunner.withPropertyValues("langfuse.headers.x-gateway=secret of the gateway")
			.withBean(LangfuseWebClientCustomizer.class,
					() -> (builder) -> builder.defaultHeader("x-customized", "yes")),
				(request) -> {
					assertThat(request.header("x-gateway")).isEqualTo("secret of the gateway");
					assertThat(request.header("x-customized")).isEqualTo("yes");
					assertThat(request.header("x-langfuse-ingestion-version")).isEqualTo("4");
				});
	}

	@Test
	void proxyOnTheWay() {
		assertReceived(this.contextRunner.withPropertyValues("langfuse.base-url=http://langfuse.invalid:3000",
				"langfuse.proxy.host=localhost", "langfuse.proxy.port=" + port(), "langfuse.proxy.username=me",
				"langfuse.proxy.password=open sesame"), (request) -> {
					assertThat(request.path()).isEqualTo("http://langfuse.invalid:3000/api/public/otel/v1/traces");
					assertThat(request.header("Proxy-Authorization")).isEqualTo(basic("me:open sesame"));
					assertThat(request.header("Authorization")).isEqualTo(basic("pk-lf-1:sk-lf-very-secret"));
				});
	}

	@ParameterizedTest
	@CsvSource({ "'',/v1/traces", "/,/v1/traces", "/v1/traces,/v1/traces", "/own,/own" })
	void collectorGetsTracesAndNeverTheKeys(String path, String expected) {
		try (LangfuseServer collector = new LangfuseServer()) {
			this.contextRunner
				.withPropertyValues("langfuse.export.endpoint=" + collector.url() + path,
						"langfuse.headers.x-gateway=of Langfuse", "langfuse.export.headers.Authorization=Bearer own")
				.run((context) -> {
					observe(context.getBean(Langfuse.class));
					assertThat(context.getBean(Langfuse.class).flush(LONG)).isTrue();
				});
			assertThat(this.server.requests()).isEmpty();
			Received request = collector.requests().get(0);
			assertThat(request.path()).isEqualTo(expected);
			assertThat(request.spans()).hasSize(1);
			assertThat(request.headers().toString()).doesNotContain("langfuse-sdk", "x-langfuse", "x-gateway");
			assertThat(request.headers().get("Authorization")).containsExactly("Bearer own");
		}
	}

	@Test
	void collectorNeedsNoKeys(CapturedOutput output) {
		try (LangfuseServer collector = new LangfuseServer()) {
			collector.answer(404, "{}");
			LangfuseContexts.runner()
				.withPropertyValues("langfuse.export.endpoint=" + collector.url(),
						"langfuse.export.shutdown-timeout=10ms")
				.run((context) -> {
					observe(context.getBean(Langfuse.class));
					assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(1))).isFalse();
				});
			assertThat(collector.requests().get(0).header("Authorization")).isNull();
			assertThat(output).contains("with no key").contains("Check langfuse.export.endpoint");
		}
	}

	@Test
	void bundleSaysWhomToTrustAndWhoWeAre(@TempDir Path directory) throws Exception {
		Path store = directory.resolve("store.p12");
		keytool("-genkeypair", "-alias", "localhost", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"SAN=dns:localhost", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD);
		try (LangfuseServer secure = new LangfuseServer(sslContext(store))) {
			ApplicationContextRunner secured = this.contextRunner.withPropertyValues(
					"langfuse.base-url=" + secure.url(), "spring.ssl.bundle.jks.own.truststore.location=file:" + store,
					"spring.ssl.bundle.jks.own.truststore.password=" + PASSWORD,
					"spring.ssl.bundle.jks.own.keystore.location=file:" + store,
					"spring.ssl.bundle.jks.own.keystore.password=" + PASSWORD, "langfuse.export.shutdown-timeout=10ms");
			secured.withPropertyValues("langfuse.ssl.bundle=own").run((context) -> {
				observe(context.getBean(Langfuse.class));
				assertThat(context.getBean(Langfuse.class).flush(LONG)).isTrue();
			});
			assertThat(secure.spans()).hasSize(1);
			secured.run((context) -> {
				observe(context.getBean(Langfuse.class));
				assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(1))).as("trusts nobody").isFalse();
				assertThat(context.getBean(ExportStatistics.class).delivered()).isZero();
			});
			assertThat(secure.spans()).hasSize(1);
		}
	}

	@Test
	void requestsUseFewThreadsOfTheirOwn() {
		Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();
		this.contextRunner.run((context) -> {
			for (int i = 0; i < 20; i++) {
				observe(context.getBean(Langfuse.class));
				assertThat(context.getBean(Langfuse.class).flush(LONG)).isTrue();
			}
			List<Thread> threads = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().startsWith("langfuse-http"))
				.toList();
			assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);
			assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !ofOthers.contains(thread))
				.extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("HttpClient-") && name.contains("Worker"));
		});
	}

	private void assertReceived(ApplicationContextRunner runner, Consumer<Received> requirements) {
		runner.run((context) -> {
			observe(context.getBean(Langfuse.class));
			assertThat(context.getBean(Langfuse.class).flush(LONG)).isTrue();
			assertThat(this.server.requests()).hasSize(1).allSatisfy(requirements);
		});
	}

	private static void observe(Langfuse langfuse) {
		langfuse.observation("a").start().close();
	}

	private String port() {
		return this.server.url().substring(this.server.url().lastIndexOf(':') + 1);
	}

	private static String basic(String pair) {
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes());
	}

	private static SSLContext sslContext(Path store) throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, PASSWORD.toCharArray());
		}
		KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		own.init(keys, PASSWORD.toCharArray());
		TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trusted.init(keys);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
		return context;
	}

	private static void keytool(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).inheritIO().start();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isZero();
	}

}
