/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import dev.langfuse4j.annotation.ObserveRetriever;

import org.springframework.stereotype.Component;

/**
 * The CVs, and a search that would be a vector store in a larger application.
 */
@Component
class CandidateStore {

	private static final List<Candidate> CANDIDATES = List.of(
			new Candidate("Ada", "Ten years of Java, seven of them with Spring Boot; led a move to PostgreSQL.",
					List.of("java", "spring", "postgresql", "kafka")),
			new Candidate("Grace", "Wrote compilers, now builds data pipelines in Java and Kotlin.",
					List.of("java", "kotlin", "kafka")),
			new Candidate("Linus", "Kernel developer who runs the build farm.", List.of("c", "linux", "git")),
			new Candidate("Margaret", "Safety-critical software and its tests.", List.of("c", "testing", "java")),
			new Candidate("Barbara", "Frontend architect with a taste for types.",
					List.of("typescript", "react", "testing")));

	@ObserveRetriever(name = "retrieve", metadata = "limit=#limit")
	List<Candidate> search(List<String> skills, int limit) {
		return CANDIDATES.stream()
			.sorted(Comparator.comparingLong((Candidate candidate) -> -overlap(candidate, skills)))
			.limit(limit)
			.toList();
	}

	private static long overlap(Candidate candidate, List<String> skills) {
		return skills.stream()
			.map((skill) -> skill.toLowerCase(Locale.ROOT))
			.filter(candidate.skills()::contains)
			.count();
	}

}
