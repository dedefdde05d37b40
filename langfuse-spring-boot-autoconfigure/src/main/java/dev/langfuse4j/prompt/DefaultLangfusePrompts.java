/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.prompt.AbstractPrompt.Binding;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ResourceLoader;
import org.springframework.util.function.SingletonSupplier;

/**
 * The one implementation of {@link LangfusePrompts}.
 *
 * @since 0.1.0
 */
@Internal
public final class DefaultLangfusePrompts implements LangfusePrompts {

	/**
	 * Additional time to wait for the end of a request beyond its timeout.
	 */
	private static final Duration GRACE = Duration.ofMillis(500);

	private static final int MAX_NAME = 64;

	private final Map<PromptAbsence.Kind, LogOnce> loggers = PromptAbsence.loggers();

	private final LangfuseApiClients clients;

	private final Function<ContextView, @Nullable String> projects;

	private final PromptSettings settings;

	private final SingletonSupplier<PromptTools> tools;

	private final FallbackFiles files;

	private final PromptCache cache;

	private final PromptAdmin admin;

	private final List<PromptListener> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Creates the prompts of an application.
	 * @param clients the servers
	 * @param projects finds the project in scope, in a Reactor context or on the thread
	 * @param settings how prompts are fetched and kept
	 * @param mapper writes values and reads configurations; asked for when first needed
	 * @param loader finds fallback files
	 * @param fallbackLocation where they are
	 * @param timer delays retries, never blocked; asked for when first needed
	 * @param clock counts nanoseconds
	 */
	public DefaultLangfusePrompts(LangfuseApiClients clients, Function<ContextView, @Nullable String> projects,
			PromptSettings settings, Supplier<JsonMapper> mapper, ResourceLoader loader, String fallbackLocation,
			Supplier<Scheduler> timer, LongSupplier clock) {
		this.clients = clients;
		this.projects = projects;
		this.settings = settings;
		this.tools = SingletonSupplier.of(() -> new PromptTools(mapper.get()));
		this.files = new FallbackFiles(loader, fallbackLocation, settings.maxEntries());
		this.cache = new PromptCache(new ServerPrompts(clients, settings.timeout(), settings.retries(), timer),
				settings.maxEntries(), clock);
		this.admin = new DefaultPromptAdmin(clients, () -> projects.apply(Context.empty()), settings.timeout(), mapper,
				this::invalidate);
	}

	@Override
	public TextPromptSpec text(String name) {
		return new DefaultTextPromptSpec(this, PromptQuery.production(name, false));
	}

	@Override
	public ChatPromptSpec chat(String name) {
		return new DefaultChatPromptSpec(this, PromptQuery.production(name, true));
	}

	@Override
	public PromptAdmin admin() {
		return this.admin;
	}

	@Override
	public void invalidate(String name) {
		String project = this.projects.apply(Context.empty());
		if (project != null) {
			this.cache.invalidate(project, name);
		}
	}

	/**
	 * Forgets what is cached of a prompt in all projects.
	 * @param name the exact name of the prompt
	 */
	public void invalidateEverywhere(String name) {
		this.cache.invalidate(null, name);
	}

	/**
	 * Returns the cached prompts.
	 * @return the prompts without their texts, in no order
	 */
	public List<CachedPrompt> cached() {
		return this.cache.entries();
	}

	/**
	 * Tells somebody of each request from now on.
	 * @param listener who is told
	 */
	public void listen(PromptListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Gets prompts of the default project before they are needed.
	 * @param names their names
	 * @return why those that could not be had could not, by their names; never an error
	 */
	public Mono<Map<String, String>> prefetch(Collection<String> names) {
		return Flux.fromIterable(names)
			.flatMap((name) -> prefetch(name).map((problem) -> Map.entry(name, problem)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
	}

	/**
	 * Fetches a prompt. Emits the reason if it is not available, otherwise nothing.
	 */
	private Mono<String> prefetch(String name) {
		return Mono.defer(() -> {
			PromptQuery query = PromptQuery.production(name, false);
			PromptCache.Found found = find(TraceState.DEFAULT_PROJECT, query);
			if (found == null) {
				return Mono.just(this.clients.isEmpty() ? this.clients.absence() : "the default project has no server");
			}
			return Mono.fromFuture(load(query, found), true)
				.flatMap((state) -> (state.prompt() != null) ? Mono.empty() : Mono.just(state.missing()
						? "it has no version with the label 'production'" : "the server " + state.problem()));
		}).flatMap((problem) -> hasFile(name) ? Mono.empty() : Mono.just(problem));
	}

	private boolean hasFile(String name) {
		return this.files.find(name) != null;
	}

	Binding get(PromptQuery query) {
		String project = this.projects.apply(Context.empty());
		PromptCache.Found found = find(project, query);
		if (found == null) {
			return withoutServer(project, query);
		}
		if (!found.needsServer()) {
			return answer(project, query, found.result(), found.state());
		}
		if (Schedulers.isInNonBlockingThread()) {
			load(query, found);
			throw new IllegalStateException("The " + query.describe()
					+ " is not cached, and get() must not block the thread " + Thread.currentThread().getName()
					+ ". Use mono(), or list the name in langfuse.prompt.prefetch.");
		}
		return answer(project, query, PromptResult.MISS, await(load(query, found)));
	}

	Mono<Binding> mono(PromptQuery query) {
		return Mono.deferContextual((context) -> {
			String project = this.projects.apply(context);
			PromptCache.Found found = find(project, query);
			if (found == null) {
				return Mono.fromSupplier(() -> withoutServer(project, query));
			}
			if (!found.needsServer()) {
				return Mono.fromSupplier(() -> answer(project, query, found.result(), found.state()));
			}
			// Not on a thread of the connection, of which there are two
			return Mono.fromFuture(load(query, found), true)
				.publishOn(Schedulers.parallel())
				.map((state) -> answer(project, query, PromptResult.MISS, state));
		});
	}

	/**
	 * Returns the cached state, or {@code null} if there is no server.
	 */
	private PromptCache.@Nullable Found find(@Nullable String project, PromptQuery query) {
		if (project == null || this.clients.find(project) == null) {
			return null;
		}
		return this.cache.find(query.key(project), ttlNanos(query),
				() -> query.fallback() == null && !hasFile(query.name()));
	}

	private CompletableFuture<SlotState> load(PromptQuery query, PromptCache.Found found) {
		return found.slot().load(found.state(), ttlNanos(query));
	}

	private long ttlNanos(PromptQuery query) {
		return ((query.ttl() != null) ? query.ttl() : this.settings.cacheTtl()).toNanos();
	}

	private SlotState await(CompletableFuture<SlotState> loading) {
		try {
			return loading.get(this.settings.timeout().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return failed("was not waited for, because the thread was interrupted");
		}
		catch (TimeoutException ex) {
			return failed("has not answered within " + this.settings.timeout().toMillis() + " ms");
		}
		catch (ExecutionException ex) {
			return failed("could not be called");
		}
	}

	private static SlotState failed(String problem) {
		return new SlotState(null, null, 0, false, problem, 1, 0);
	}

	private Binding answer(@Nullable String project, PromptQuery query, PromptResult result, SlotState state) {
		PromptVersion prompt = state.prompt();
		if (prompt != null) {
			return bind(project, query, result, prompt);
		}
		if (state.missing()) {
			return instead(project, query, (result == PromptResult.NEGATIVE) ? result : PromptResult.ERROR,
					new PromptAbsence(PromptAbsence.Kind.MISSING,
							() -> "Langfuse has no " + query.describe() + inProject(project)));
		}
		return instead(project, query, PromptResult.ERROR,
				new PromptAbsence(PromptAbsence.Kind.FAILED, () -> "The " + query.describe() + inProject(project)
						+ " is not available: it is not cached, and the server " + state.problem()));
	}

	private Binding withoutServer(@Nullable String project, PromptQuery query) {
		return instead(project, query, PromptResult.ERROR, new PromptAbsence(PromptAbsence.Kind.NO_SERVER,
				() -> "The " + query.describe() + " is not available: " + noServer(project)));
	}

	private String noServer(@Nullable String project) {
		if (this.clients.isEmpty()) {
			return this.clients.absence();
		}
		return (project != null) ? "the project '" + Escape.line(project, MAX_NAME) + "' has no server"
				: "the project of the current trace or code is not configured";
	}

	private static String inProject(@Nullable String project) {
		return (project == null || project.equals(TraceState.DEFAULT_PROJECT)) ? ""
				: " in the project '" + project + "'";
	}

	private Binding instead(@Nullable String project, PromptQuery query, PromptResult result, PromptAbsence absence) {
		PromptVersion fallback = fallback(query);
		if (fallback != null) {
			absence.log(this.loggers, query, project);
			return bind(project, query, PromptResult.FALLBACK, fallback);
		}
		tell(project, query, result);
		throw absence.exception();
	}

	private @Nullable PromptVersion fallback(PromptQuery query) {
		Fallback own = query.fallback();
		return (own != null) ? own.find(query.name()) : this.files.find(query.name());
	}

	private Binding bind(@Nullable String project, PromptQuery query, PromptResult result, PromptVersion prompt) {
		if (!query.accepts(prompt)) {
			tell(project, query, PromptResult.ERROR);
			String is = query.chat() ? "text" : "chat";
			throw new PromptTypeMismatchException("The " + query.describe() + inProject(project) + " is a " + is
					+ " prompt" + (prompt.isFallback() ? " in its fallback" : "") + ". Call " + is + "(…).");
		}
		tell(project, query, result);
		return new Binding(prompt, query.label(), this.tools.obtain(), Map.of(), false);
	}

	private void tell(@Nullable String project, PromptQuery query, PromptResult result) {
		for (PromptListener listener : this.listeners) {
			listener.requested(project, query.name(), result);
		}
	}

}
