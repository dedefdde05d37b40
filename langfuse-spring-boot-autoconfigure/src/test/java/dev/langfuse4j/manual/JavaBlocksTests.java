/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.util.List;

import dev.langfuse4j.manual.Page.Block;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java in the manual compiles, see {@link Snippets}.
 */
class JavaBlocksTests {

	private final Snippets snippets = new Snippets();

	@Test
	void everyBlockCompiles() {
		List<Block> blocks = Page.forUsers().stream().flatMap((page) -> page.blocks("java").stream()).toList();
		assertThat(blocks).isNotEmpty();
		assertThat(this.snippets.compile(blocks)).isEmpty();
	}

	@Test
	void mistakesAreFoundAtTheirLines() {
		Block members = new Block("members.md", 10, "", List.of("import java.net.URI;", "@Observe", "URI ask() { … }",
				"@Observe(nmae = \"ask\")", "void other() { }"));
		Block statements = new Block("statements.md", 20, "Integer given",
				List.of("langfuse.current().output(given.intValue());", "langfuse.curent();"));
		assertThat(this.snippets.compile(List.of(members, statements))).hasSize(2)
			.anySatisfy((error) -> assertThat(error).startsWith("members.md:13 ").contains("nmae"))
			.anySatisfy((error) -> assertThat(error).startsWith("statements.md:21 ").contains("curent"));
	}

}
