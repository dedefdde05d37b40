/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.testing.FaultyGate;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Certificates that are replaced while the application runs, of servers that ask for one.
 */
@ExtendWith(OutputCaptureExtension.class)
class CertificatesTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final String PASSWORD = "changeit";

	@TempDir
	private static Path stores;

	private static Path first;

	private static Path second;

	@TempDir
	private Path directory;

	private LangfuseServer server;

	private FaultyGate gate;

	@BeforeAll
	static void makeCertificates() throws Exception {
		first = keytool("first.p12");
		second = keytool("second.p12");
	}

	@BeforeEach
	void start() throws Exception {
		replace("trust.p12", first);
		replace("key.p12", first);
		this.server = new LangfuseServer(tls(first, first));
		this.gate = new FaultyGate(this.server.url());
	}

	@AfterEach
	void close() {
		this.gate.close();
		this.server.close();
	}

	@Test
	void certificateOfTheServerIsReplaced(CapturedOutput output) {
		runner().run((context) -> {
			assertThat(observe(context.getBean(Langfuse.class), LONG)).isTrue();
			restart(tls(second, first));
			assertThat(observe(context.getBean(Langfuse.class), Duration.ofMillis(500))).isFalse();
			await().untilAsserted(() -> assertThat(output).contains("PKIX").contains("Check langfuse.ssl.bundle"));
			replace("trust.p12", second);
			await().atMost(LONG).until(() -> context.getBean(Langfuse.class).flush(Duration.ofMillis(500)));
			assertThat(this.server.spans()).hasSize(1);
			assertThat(context.getBean(ExportStatistics.class).delivered()).isEqualTo(2);
			assertThat(context.getBean(ExportStatistics.class).undelivered()).isZero();
		});
	}

	@Test
	void certificateOfTheClientIsReplaced() {
		runner().run((context) -> {
			assertThat(observe(context.getBean(Langfuse.class), LONG)).isTrue();
			restart(tls(first, second));
			assertThat(observe(context.getBean(Langfuse.class), Duration.ofMillis(500))).isFalse();
			assertThat(this.server.requests()).isEmpty();
			replace("key.p12", second);
			await().atMost(LONG).until(() -> context.getBean(Langfuse.class).flush(Duration.ofMillis(500)));
			assertThat(this.server.spans()).hasSize(1);
			assertThat(context.getBean(ExportStatistics.class).undelivered()).isZero();
		});
	}

	@Test
	void requestUnderWayEndsAndNewOnesUseTheNewCertificates(CapturedOutput output) {
		Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();
		runner().run((context) -> {
			CountDownLatch end = new CountDownLatch(1);
			this.server.answerAfter(() -> await().atMost(LONG).until(() -> end.getCount() == 0));
			context.getBean(Langfuse.class).observation("a").start().close();
			await().atMost(LONG).until(() -> this.server.underWay() == 1);
			replace("trust.p12", second);
			await().atMost(LONG).untilAsserted(() -> assertThat(output).contains("SSL bundle 'own' was reloaded"));
			end.countDown();
			assertThat(context.getBean(Langfuse.class).flush(LONG)).isTrue();
			assertThat(this.server.requests()).hasSize(1);
			assertThat(observe(context.getBean(Langfuse.class), Duration.ofMillis(500))).as("not trusted any more")
				.isFalse();
			replace("trust.p12", first);
			await().atMost(LONG).until(() -> context.getBean(Langfuse.class).flush(Duration.ofMillis(500)));
			assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !ofOthers.contains(thread))
				.filteredOn((thread) -> thread.getName().startsWith("langfuse-http"))
				.hasSizeLessThanOrEqualTo(2);
		});
	}

	@Test
	void certificatesThatCannotBeReadChangeNothing(CapturedOutput output) {
		runner().run((context) -> {
			assertThat(observe(context.getBean(Langfuse.class), LONG)).isTrue();
			Path broken = Files.writeString(this.directory.resolve("broken"), "no certificate");
			replace("trust.p12", broken);
			await().atMost(LONG)
				.untilAsserted(() -> assertThat(output).contains("SSL bundle 'own' (langfuse.ssl.bundle)"));
			assertThat(observe(context.getBean(Langfuse.class), LONG)).isTrue();
		});
	}

	private ApplicationContextRunner runner() {
		return LangfuseContexts.runner(SslAutoConfiguration.class)
			.withPropertyValues(LangfuseContexts.sendingTo(this.gate.url()))
			.withPropertyValues("langfuse.ssl.bundle=own", "langfuse.export.initial-backoff=50ms",
					"langfuse.flush-at=1", "langfuse.export.shutdown-timeout=1s",
					"spring.ssl.bundle.watch.file.quiet-period=50ms", "spring.ssl.bundle.jks.own.reload-on-update=true",
					"spring.ssl.bundle.jks.own.truststore.location=file:" + this.directory.resolve("trust.p12"),
					"spring.ssl.bundle.jks.own.truststore.password=" + PASSWORD,
					"spring.ssl.bundle.jks.own.keystore.location=file:" + this.directory.resolve("key.p12"),
					"spring.ssl.bundle.jks.own.keystore.password=" + PASSWORD);
	}

	private void restart(SSLContext tls) {
		this.server.close();
		this.server = new LangfuseServer(tls);
		this.gate.leadTo(this.server.url());
	}

	private void replace(String name, Path content) throws Exception {
		Path copy = Files.copy(content, this.directory.resolve(name + ".new"), StandardCopyOption.REPLACE_EXISTING);
		Files.move(copy, this.directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
	}

	private static boolean observe(Langfuse langfuse, Duration patience) {
		langfuse.observation("a").start().close();
		return langfuse.flush(patience);
	}

	/**
	 * Creates the TLS context of a server with the first store's key, which accepts
	 * clients with the key of the other store.
	 */
	private static SSLContext tls(Path own, Path clients) throws Exception {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(load(own), PASSWORD.toCharArray());
		TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trusted.init(load(clients));
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
		return context;
	}

	private static KeyStore load(Path store) throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, PASSWORD.toCharArray());
		}
		return keys;
	}

	private static Path keytool(String name) throws Exception {
		Path store = stores.resolve(name);
		Process process = new ProcessBuilder(
				System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool", "-genkeypair",
				"-alias", "localhost", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost",
				"-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
			.inheritIO()
			.start();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isZero();
		return store;
	}

}
