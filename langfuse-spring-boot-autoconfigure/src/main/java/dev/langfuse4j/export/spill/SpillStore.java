package dev.langfuse4j.export.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedList;
import java.util.regex.Pattern;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one project that wait on disk, oldest first. Each process writes to a
 * directory of its own and takes what processes that are gone have left. Used by one
 * thread.
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
	 * The request that was last peeked at and is not removed yet.
	 */
	private @Nullable SpilledRequest peeked;

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
			this.listener.displaced(request.observations());
			return;
		}
		for (Segment oldest = oldest(); oldest != null
				&& bytes() + request.body().length > this.settings.maxBytes(); oldest = oldest()) {
			this.listener.displaced(drop(oldest));
		}
		Segment last = last();
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
	 * The oldest request. It stays.
	 * @return the request, or {@code null} if none waits
	 * @throws IOException if it cannot be read now
	 */
	public @Nullable SpilledRequest peek() throws IOException {
		dropExpired();
		for (Segment first = this.segments.peekFirst(); first != null; first = this.segments.peekFirst()) {
			this.peeked = first.peek(this.listener);
			if (this.peeked != null) {
				return this.peeked;
			}
			drop(first);
		}
		return null;
	}

	/**
	 * Forgets the request that was peeked at, as it is delivered or given up.
	 * @param request the request
	 */
	public void remove(SpilledRequest request) {
		Segment first = this.segments.peekFirst();
		if (first != null && request == this.peeked) {
			this.peeked = null;
			attempt(() -> first.remove(request));
			if (first.observations() == 0) {
				drop(first);
			}
		}
	}

	/**
	 * How many bytes are on disk.
	 * @return the bytes
	 */
	public long bytes() {
		return this.segments.stream().mapToLong(Segment::bytes).sum();
	}

	/**
	 * How many observations wait.
	 * @return the observations
	 */
	public long observations() {
		return this.segments.stream().mapToLong(Segment::observations).sum();
	}

	/**
	 * Has all on the disk and lets go of it.
	 */
	@Override
	public void close() {
		this.segments.forEach(this::seal);
		this.segments.clear();
		attempt(this.directory::close);
	}

	/**
	 * The file that is written to.
	 */
	private Segment last() throws IOException {
		Segment last = this.segments.peekLast();
		if (last != null && last.exists() && !isFull(last)) {
			return last;
		}
		if (last != null) {
			seal(last);
		}
		try {
			last = create();
		}
		catch (NoSuchFileException ex) {
			// Somebody has removed the directory
			attempt(this.directory::close);
			this.directory = this.directory.another();
			last = create();
		}
		this.segments.addLast(last);
		return last;
	}

	private Segment create() throws IOException {
		Path own = this.directory.path();
		return Segment.create(own.resolve(SegmentName.of(System.currentTimeMillis(), this.sequence++, own)));
	}

	private void seal(Segment segment) {
		attempt(segment::force);
		attempt(segment::close);
	}

	private void dropExpired() {
		long earliest = earliest();
		for (Segment oldest = oldest(); oldest != null && oldest.created() < earliest; oldest = oldest()) {
			this.listener.expired(drop(oldest));
		}
	}

	/**
	 * The oldest file that may be given up: not one of which a request is being sent.
	 */
	private @Nullable Segment oldest() {
		int index = (this.peeked != null) ? 1 : 0;
		return (this.segments.size() > index) ? this.segments.get(index) : null;
	}

	private long drop(Segment segment) {
		this.segments.remove(segment);
		attempt(segment::delete);
		return segment.observations();
	}

	/**
	 * Does what is not needed for going on.
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
