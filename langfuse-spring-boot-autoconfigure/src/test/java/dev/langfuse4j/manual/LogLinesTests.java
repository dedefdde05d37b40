/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each line that this library logs at INFO, WARN or ERROR is in the guide to
 * troubleshooting, with its cure, and the guide names no others.
 */
class LogLinesTests {

	private static final Path SOURCES = Path.of("src", "main", "java");

	private static final Pattern ROW = Pattern
		.compile("\\| `(.*?)` \\| (?:INFO|WARN|ERROR|INFO, WARN|WARN, ERROR) \\| .+ \\|");

	private static final Set<String> LEVELS = Set.of("info", "warn", "error");

	/** Classes that log a text which is made elsewhere, in the same package. */
	private static final Set<String> MADE_ELSEWHERE = Set.of("AnnotationCheck", "DeliveryLog", "ObservedInvocation",
			"LogObservationExporter", "LogOnce", "ObserveReport", "ReportTarget", "StartupMessage");

	private static final String VARIABLE = "…";

	@Test
	void eachLineHasACure() throws IOException {
		List<String> rows = rows();
		Set<String> missing = new TreeSet<>();
		for (LogCall call : logCalls()) {
			if (call.text().isEmpty() ? !MADE_ELSEWHERE.contains(call.type())
					: rows.stream().noneMatch((row) -> matches(row, call.text()))) {
				missing.add(call.type() + ": " + call.text());
			}
		}
		assertThat(missing).isEmpty();
	}

	@Test
	void eachRowIsALine() throws IOException {
		List<String> texts = new ArrayList<>();
		for (CompilationUnitTree unit : parse()) {
			new Texts(texts).scan(unit, null);
		}
		assertThat(rows()).isNotEmpty()
			.allSatisfy((row) -> assertThat(texts).as(row).anyMatch((text) -> matches(row, text)));
	}

	@Test
	void textsMatchRowsWithVariables() {
		assertThat(matches("Bean '…' is not observed", "Bean '…' is not observed: …")).isTrue();
		assertThat(matches("Bean '…' is observed", "Bean '…' is not observed: …")).isFalse();
	}

	/** Whether the parts of a row occur in a text, in their order. */
	private static boolean matches(String row, String text) {
		int from = 0;
		for (String part : row.split(VARIABLE)) {
			int at = text.indexOf(part, from);
			if (at < 0) {
				return false;
			}
			from = at + part.length();
		}
		return true;
	}

	private static List<String> rows() {
		List<String> rows = new ArrayList<>();
		for (String line : Page.read(Page.ROOT.resolve("docs/troubleshooting.md")).prose()) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				rows.add(row.group(1));
			}
		}
		return rows;
	}

	private static List<LogCall> logCalls() throws IOException {
		List<LogCall> calls = new ArrayList<>();
		for (CompilationUnitTree unit : parse()) {
			String type = Path.of(unit.getSourceFile().getName()).getFileName().toString().replace(".java", "");
			new TreeScanner<@Nullable Void, @Nullable Void>() {

				@Override
				public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
					if (isLog(call)) {
						List<String> texts = new ArrayList<>();
						call.getArguments().forEach((argument) -> new Texts(texts).scan(argument, null));
						texts.stream()
							.filter((text) -> text.matches(".*\\p{L}.* .*"))
							.reduce((one, other) -> (one.length() < other.length()) ? other : one)
							.ifPresentOrElse((text) -> calls.add(new LogCall(type, text)),
									() -> calls.add(new LogCall(type, "")));
					}
					return super.visitMethodInvocation(call, unused);
				}

			}.scan(unit, null);
		}
		return calls;
	}

	private static boolean isLog(MethodInvocationTree call) {
		return call.getMethodSelect() instanceof MemberSelectTree select
				&& LEVELS.contains(select.getIdentifier().toString())
				&& select.getExpression().toString().matches("(this\\.)?logger|ObserveExpression");
	}

	private static List<CompilationUnitTree> parse() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (Stream<Path> files = Files.walk(SOURCES);
				var manager = compiler.getStandardFileManager(null, null, null)) {
			JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, manager
				.getJavaFileObjectsFromPaths(files.filter((file) -> file.toString().endsWith(".java")).toList()));
			List<CompilationUnitTree> units = new ArrayList<>();
			task.parse().forEach(units::add);
			return units;
		}
	}

	/**
	 * Collects texts, with a mark where something is inserted.
	 */
	private static final class Texts extends TreeScanner<@Nullable Void, @Nullable Void> {

		private final List<String> texts;

		Texts(List<String> texts) {
			this.texts = texts;
		}

		@Override
		public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void unused) {
			if (literal.getValue() instanceof String text) {
				this.texts.add(text);
			}
			return null;
		}

		@Override
		public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void unused) {
			StringBuilder text = new StringBuilder();
			append(tree, text);
			this.texts.add(text.toString().replaceAll(VARIABLE + "+", VARIABLE));
			return super.visitBinary(tree, unused);
		}

		private static void append(ExpressionTree tree, StringBuilder text) {
			if (tree.getKind() == Tree.Kind.PLUS) {
				append(((BinaryTree) tree).getLeftOperand(), text);
				append(((BinaryTree) tree).getRightOperand(), text);
			}
			else if (tree instanceof ParenthesizedTree inner && inner.getExpression().getKind() == Tree.Kind.PLUS) {
				append(inner.getExpression(), text);
			}
			else {
				text.append((tree instanceof LiteralTree literal && literal.getValue() instanceof String value) ? value
						: VARIABLE);
			}
		}

	}

	/**
	 * A call of a logger.
	 *
	 * @param type the class
	 * @param text the text, may be empty
	 */
	private record LogCall(String type, String text) {
	}

}
