/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import com.sun.source.util.JavacTask;
import dev.langfuse4j.manual.Page.Block;

/**
 * Compiles blocks of Java. A block is a list of members, such as classes and methods, or
 * of statements, and is put into a class that inherits what {@link Given} or
 * {@link GivenLangChain4j} declares. A comment in front of a block declares more:
 * {@code <!-- given: ChatPrompt prompt; String answer -->}.
 */
final class Snippets {

	private static final Path APPROVED = Path.of("src", "test", "resources", "dev", "langfuse4j", "api.txt");

	/**
	 * Packages whose types need no import here. Those that have a type of the same name
	 * as others are last.
	 */
	private static final List<String> PACKAGES = List.of("java.nio.file.*", "java.time.*", "java.util.*",
			"java.util.concurrent.*", "java.util.function.*", "java.util.stream.*", "org.junit.jupiter.params.*",
			"reactor.core.publisher.*", "org.springframework.beans.factory.annotation.*", "org.springframework.boot.*",
			"org.springframework.boot.autoconfigure.*", "org.springframework.boot.test.context.*",
			"org.springframework.boot.testcontainers.service.connection.*", "org.springframework.context.*",
			"org.springframework.context.annotation.*", "org.springframework.http.*",
			"org.springframework.scheduling.annotation.*",
			"org.springframework.security.config.annotation.web.builders.*", "org.springframework.stereotype.*",
			"org.springframework.web.bind.annotation.*", "org.springframework.web.client.*",
			"org.springframework.amqp.rabbit.core.*", "org.springframework.kafka.annotation.*",
			"org.springframework.messaging.handler.annotation.*", "org.testcontainers.containers.GenericContainer",
			"org.testcontainers.junit.jupiter.*", "org.junit.jupiter.api.Test");

	/** The packages of the API, as approved. */
	private static final List<String> OWN_PACKAGES = ownPackages();

	private static final List<String> SPRING_AI = List.of("org.springframework.ai.chat.client.*",
			"org.springframework.ai.chat.memory.*", "org.springframework.ai.chat.model.*",
			"org.springframework.ai.document.Document", "org.springframework.ai.model.chat.client.autoconfigure.*",
			"io.micrometer.observation.ObservationRegistry");

	private static final List<String> LANGCHAIN4J = List.of("dev.langchain4j.agentic.*", "dev.langchain4j.invocation.*",
			"dev.langchain4j.model.chat.*", "dev.langchain4j.model.chat.response.*",
			"dev.langchain4j.model.embedding.*", "dev.langchain4j.model.image.*", "dev.langchain4j.model.openai.*",
			"dev.langchain4j.rag.content.retriever.*", "dev.langchain4j.service.*",
			"dev.langchain4j.store.embedding.*");

	private static final List<String> CLIENTS = List.of("com.anthropic.client.*", "com.anthropic.client.okhttp.*",
			"com.openai.client.*", "com.openai.client.okhttp.*");

	/** Types of libraries that are not on the class path of these tests. */
	private static final Path ABSENT = Path.of("src", "test", "resources", "dev", "langfuse4j", "manual", "absent");

	private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

	/**
	 * Compiles blocks.
	 * @param blocks the blocks
	 * @return the errors, with page and line
	 */
	List<String> compile(List<Block> blocks) {
		List<Snippet> snippets = new ArrayList<>();
		for (Block block : blocks) {
			Snippet members = new Snippet(block, snippets.size(), true);
			snippets.add(parses(members) ? members : new Snippet(block, snippets.size(), false));
		}
		try {
			Path directory = Files.createTempDirectory("snippets");
			DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
			List<JavaFileObject> sources = new ArrayList<>(snippets);
			this.compiler.getStandardFileManager(null, null, null)
				.getJavaFileObjects(ABSENT.toFile().listFiles())
				.forEach(sources::add);
			this.compiler
				.getTask(null, null, diagnostics,
						List.of("-proc:none", "-parameters", "-nowarn", "-Xmaxerrs", "1000", "-d", directory.toString(),
								"-sourcepath", directory.toString(), "-cp", System.getProperty("java.class.path")),
						null, sources)
				.call();
			try (Stream<Path> files = Files.walk(directory)) {
				files.sorted((a, b) -> b.compareTo(a)).forEach((file) -> file.toFile().delete());
			}
			return errors(diagnostics);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean parses(Snippet snippet) {
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		JavacTask task = (JavacTask) this.compiler.getTask(null, null, diagnostics, List.of("-proc:none"), null,
				List.of(snippet));
		try {
			task.parse();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return errors(diagnostics).isEmpty();
	}

	private static List<String> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.map((diagnostic) -> ((diagnostic.getSource() instanceof Snippet snippet)
					? snippet.place(diagnostic.getLineNumber()) : "") + " " + diagnostic.getMessage(Locale.ROOT))
			.toList();
	}

	private static List<String> ownPackages() {
		try {
			return Pattern.compile("^\\S.*?(dev\\.langfuse4j[a-z0-9.]*)\\.[A-Z]", Pattern.MULTILINE)
				.matcher(Files.readString(APPROVED))
				.results()
				.map((type) -> type.group(1) + ".*")
				.distinct()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A block as a class.
	 */
	private static final class Snippet extends SimpleJavaFileObject {

		private final Block block;

		private final String source;

		/** Lines in front of those of the block. */
		private final int before;

		Snippet(Block block, int number, boolean members) {
			super(URI.create("string:///dev/langfuse4j/manual/Snippet" + number + ".java"), Kind.SOURCE);
			this.block = block;
			Map<Boolean, List<String>> parts = new LinkedHashMap<>(
					Map.of(true, new ArrayList<>(), false, new ArrayList<>()));
			for (String line : block.code()) {
				boolean heading = line.startsWith("import ") || line.startsWith("package ");
				parts.get(heading).add(line);
				if (heading) {
					parts.get(false).add("");
				}
			}
			List<String> head = new ArrayList<>(List.of("package dev.langfuse4j.manual;"));
			parts.get(true).stream().filter((line) -> line.startsWith("import ")).forEach(head::add);
			packages(block).forEach((name) -> head.add("import " + name + ";"));
			head.add("import static java.nio.charset.StandardCharsets.UTF_8;");
			head.add("abstract class Snippet" + number + " extends " + given(block) + " {");
			Stream.of(block.given().split(";"))
				.filter((text) -> !text.isBlank())
				.forEach((text) -> head.add(text.strip() + ";"));
			if (!members) {
				head.add((returns(block) ? "Object" : "void") + " run() throws Exception {");
			}
			this.before = head.size();
			this.source = String.join("\n", head) + "\n" + written(String.join("\n", parts.get(false)))
					+ (members ? "\n}\n" : "\n}\n}\n");
		}

		private static List<String> packages(Block block) {
			List<String> packages = new ArrayList<>(PACKAGES);
			packages.addAll(OWN_PACKAGES);
			packages.addAll(isLangChain4j(block) ? LANGCHAIN4J : SPRING_AI);
			packages.addAll(CLIENTS);
			return packages;
		}

		private static boolean returns(Block block) {
			return block.code().get(block.code().size() - 1).startsWith("return ");
		}

		private static String given(Block block) {
			if (isLangChain4j(block)) {
				return "GivenLangChain4j";
			}
			return Set.of("docs/datasets.md", "docs/experiments.md").contains(block.page()) ? "GivenDatasets" : "Given";
		}

		private static boolean isLangChain4j(Block block) {
			return block.page().contains("langchain4j") || block.text().contains("LangChain4j");
		}

		/**
		 * Replaces what a block leaves out.
		 */
		private static String written(String code) {
			return code.replaceAll("\\{ (\\.\\.\\.|…) }", "{ throw new UnsupportedOperationException(); }")
				.replaceAll("= (\\.\\.\\.|…);", "= null;");
		}

		String place(long line) {
			return this.block.page() + ":" + Math.max(this.block.line() + line - this.before - 1, this.block.line());
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.source;
		}

	}

}
