/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedList;
import java.util.Map;
import java.util.regex.Pattern;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one project that wait on disk, oldest first. Each process writes to a
 * directory of its own and takes what processes that are gone have left. Used by one
 * thread.
 *
 * @since 0.1.0
 */
@Internal
public final class SpillStore implements Closeable {

	private static final Pattern PROJECT = Pattern.compile("[0-9a-f]{16}");

	private static final int SEGMENTS = 16;

	private static final long MAX_SEGMENT_BYTES = 8 * 1024 * 1024;

	private final SpillSettings settings;

	private final SpillListener listener;

	private final LinkedList<Segment> segments = new LinkedList<>();

	private OwnedDirectory directory;

	/**
	 * The requests that were peeked at and are not removed yet, one of each kind at most,
	 * with the files that they are in.
	 */
	private final Map<Segment, SpilledRequest> peeked = new IdentityHashMap<>();

	private long sequence;

	private SpillStore(SpillSettings settings, SpillListener listener, OwnedDirectory directory) {
		this.settings = settings;
		this.listener = listener;
		this.directory = directory;
	}

	/**
	 * Opens a store.
	 * @param settings where, how much and for how long
	 * @param project whose requests: those of another are never read
	 * @param listener hears what becomes of them
	 * @return the store
	 * @throws IOException if the directory cannot be used
	 */
	public static SpillStore open(SpillSettings settings, String project, SpillListener listener) throws IOException {
		Path parent = settings.directory().resolve(hash(project));
		SpillStore store = new SpillStore(settings, listener, OwnedDirectory.create(parent));
		try {
			Takeover takeover = new Takeover(store.earliest(), listener);
			store.segments.addAll(takeover.adopt(parent, store.directory));
			takeover.expire(settings.directory(), PROJECT, parent);
		}
		catch (IOException | RuntimeException ex) {
			store.close();
			throw ex;
		}
		return store;
	}

	/**
	 * Keeps a request.
	 * @param request the request
	 * @throws IOException if it cannot be written: all that was kept before stays
	 */
	public void append(SpilledRequest request) throws IOException {
		dropExpired();
		if (request.body().length > this.settings.maxBytes()) {
			this.listener.of(request.kind()).displaced(request.items());
			return;
		}
		for (Segment oldest = oldest(); oldest != null
				&& bytes() + request.body().length > this.settings.maxBytes(); oldest = oldest()) {
			this.listener.of(oldest.kind()).displaced(drop(oldest));
		}
		Segment last = last(request.kind());
		try {
			last.append(request);
		}
		catch (IOException ex) {
			if (last.observations() == 0) {
				drop(last);
			}
			throw ex;
		}
	}

	/**
	 * The oldest request of a kind. It stays.
	 * @param kind the kind of request
	 * @return the request, or {@code null} if none waits
	 * @throws IOException if it cannot be read now
	 */
	public @Nullable SpilledRequest peek(int kind) throws IOException {
		dropExpired();
		for (Segment first = first(kind); first != null; first = first(kind)) {
			SpilledRequest next = first.peek(this.listener.of(kind));
			if (next != null) {
				this.peeked.put(first, next);
				return next;
			}
			drop(first);
		}
		return null;
	}

	/**
	 * Removes the request that was peeked at, because it was delivered or given up.
	 * @param request the request
	 */
	public void remove(SpilledRequest request) {
		Segment first = first(request.kind());
		if (first != null && request == this.peeked.get(first)) {
			this.peeked.remove(first);
			attempt(() -> first.remove(request));
			if (first.observations() == 0) {
				drop(first);
			}
		}
	}

	private @Nullable Segment first(int kind) {
		return this.segments.stream().filter((segment) -> segment.kind() == kind).findFirst().orElse(null);
	}

	/**
	 * Returns the number of bytes on disk.
	 * @return the bytes
	 */
	public long bytes() {
		return this.segments.stream().mapToLong(Segment::bytes).sum();
	}

	/**
	 * Returns the number of bytes of requests of a kind.
	 * @param kind the kind of request
	 * @return the bytes
	 */
	public long bytes(int kind) {
		return this.segments.stream().filter((segment) -> segment.kind() == kind).mapToLong(Segment::bytes).sum();
	}

	/**
	 * Returns the number of waiting observations, or items of another kind.
	 * @param kind the kind of request
	 * @return the count
	 */
	public long items(int kind) {
		return this.segments.stream()
			.filter((segment) -> segment.kind() == kind)
			.mapToLong(Segment::observations)
			.sum();
	}

	/**
	 * Forces all bytes to the disk and closes the file.
	 */
	@Override
	public void close() {
		this.segments.forEach(this::seal);
		this.segments.clear();
		this.peeked.clear();
		attempt(this.directory::close);
	}

	/**
	 * The file that requests of a kind are written to.
	 */
	private Segment last(int kind) throws IOException {
		Segment last = this.segments.stream()
			.filter((segment) -> segment.kind() == kind)
			.reduce((one, next) -> next)
			.orElse(null);
		if (last != null && last.exists() && !isFull(last)) {
			return last;
		}
		if (last != null) {
			seal(last);
		}
		try {
			last = create(kind);
		}
		catch (NoSuchFileException ex) {
			// Somebody has removed the directory
			attempt(this.directory::close);
			this.directory = this.directory.another();
			last = create(kind);
		}
		this.segments.addLast(last);
		return last;
	}

	private Segment create(int kind) throws IOException {
		Path own = this.directory.path();
		return Segment.create(own.resolve(SegmentName.of(System.currentTimeMillis(), this.sequence++, own)), kind);
	}

	private void seal(Segment segment) {
		attempt(segment::force);
		attempt(segment::close);
	}

	private void dropExpired() {
		long earliest = earliest();
		for (Segment oldest = oldest(); oldest != null && oldest.created() < earliest; oldest = oldest()) {
			this.listener.of(oldest.kind()).expired(drop(oldest));
		}
	}

	/**
	 * The oldest file that may be given up: not one of which a request is being sent.
	 */
	private @Nullable Segment oldest() {
		return this.segments.stream().filter((segment) -> !this.peeked.containsKey(segment)).findFirst().orElse(null);
	}

	private long drop(Segment segment) {
		this.segments.remove(segment);
		this.peeked.remove(segment);
		attempt(segment::delete);
		return segment.observations();
	}

	/**
	 * Does work that is not required to continue.
	 */
	private void attempt(Task task) {
		try {
			task.run();
		}
		catch (IOException ex) {
			this.listener.failed(ex);
		}
	}

	/**
	 * Small and young enough that little is given up with the oldest file.
	 */
	private boolean isFull(Segment segment) {
		return segment.bytes() > Math.min(MAX_SEGMENT_BYTES, this.settings.maxBytes() / SEGMENTS)
				|| System.currentTimeMillis() - segment.created() > this.settings.maxAge().toMillis() / SEGMENTS;
	}

	private long earliest() {
		return System.currentTimeMillis() - this.settings.maxAge().toMillis();
	}

	private static String hash(String project) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(project.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private interface Task {

		void run() throws IOException;

	}

}
