package com.example.weaving;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTool;

import org.springframework.stereotype.Component;

/**
 * A bean with observed methods, most of which no proxy can reach.
 */
@Component
class Work {

	private final Other other;

	Work(Other other) {
		this.other = other;
	}

	@Observe
	List<Object> work() {
		return List.of(hidden("a"), shared("b"), last("c"), onThis("d"), countDown(2), tool("e"), audited("f"),
				new NoBean().noBean("g"), new Whole().first("h"), fails(), this.other.otherBean("i"), later("j").join());
	}

	@Observe
	private String hidden(String text) {
		return text;
	}

	@Observe
	static String shared(String text) {
		return text;
	}

	@Observe
	final String last(String text) {
		return text;
	}

	@Observe
	public String onThis(String text) {
		return text;
	}

	@Observe
	public int countDown(int n) {
		return (n > 0) ? countDown(n - 1) : 0;
	}

	@ObserveTool
	String tool(String text) {
		return text;
	}

	@Audited
	String audited(String text) {
		return text;
	}

	@Observe
	private CompletableFuture<String> later(String text) {
		return CompletableFuture.supplyAsync(() -> text);
	}

	private String fails() {
		try {
			return fail();
		}
		catch (IllegalStateException ex) {
			return ex.getMessage();
		}
	}

	@Observe
	private String fail() {
		throw new IllegalStateException("as expected");
	}

	@Retention(RetentionPolicy.RUNTIME)
	@Observe("own annotation")
	@interface Audited {

	}

	@Component
	static class Other {

		@Observe
		String otherBean(String text) {
			return text;
		}

	}

	static final class NoBean {

		@Observe
		String noBean(String text) {
			return Stream.of(text).map(NoBean::inLambda).findFirst().orElseThrow();
		}

		@Observe
		private static String inLambda(String text) {
			return text;
		}

	}

	@Observe("whole")
	static class Whole {

		public String first(String text) {
			return notPublic(text);
		}

		String notPublic(String text) {
			return text + this;
		}

		@Override
		public String toString() {
			return "whole";
		}

	}

}
