package dev.langfuse4j.export.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedList;

import org.jspecify.annotations.Nullable;

/**
 * The requests of one project that wait on disk, oldest first. Each process writes to a
 * directory of its own and takes what processes that are gone have left. Used by one
 * thread. Wiring.
 */
public final class SpillStore implements Closeable {

	static final String SUFFIX = ".spill";

	private static final int SEGMENTS = 16;

	private static final long MAX_SEGMENT_BYTES = 8 * 1024 * 1024;

	private final SpillSettings settings;

	private final SpillListener listener;

	private final OwnedDirectory directory;

	private final LinkedList<Stored> segments = new LinkedList<>();

	/**
	 * What was last peeked at and is not removed.
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
		OwnedDirectory own = OwnedDirectory.create(parent);
		SpillStore store = new SpillStore(settings, listener, own);
		for (OwnedDirectory left : OwnedDirectory.adopt(parent)) {
			store.adopt(left);
		}
		store.segments.sort(Comparator.comparingLong(Stored::created));
		expireOthers(settings, parent);
		return store;
	}

	/**
	 * Nobody comes for the requests of a project whose keys are not used any more.
	 */
	private static void expireOthers(SpillSettings settings, Path own) throws IOException {
		try (DirectoryStream<Path> projects = Files.newDirectoryStream(settings.directory(),
				(path) -> Files.isDirectory(path) && !path.equals(own))) {
			for (Path project : projects) {
				for (OwnedDirectory left : OwnedDirectory.adopt(project)) {
					try (left) {
						for (Path file : left.files()) {
							if (created(file) < earliest(settings)) {
								Files.delete(file);
							}
						}
					}
				}
			}
		}
	}

	/**
	 * Keeps a request.
	 * @param request the request
	 * @throws IOException if it cannot be written
	 */
	public void append(SpilledRequest request) throws IOException {
		dropExpired();
		if (request.body().length > this.settings.maxBytes()) {
			this.listener.displaced(request.observations());
			return;
		}
		while (oldest() != null && bytes() + request.body().length > this.settings.maxBytes()) {
			this.listener.displaced(drop(oldest()));
		}
		Stored last = this.segments.peekLast();
		if (last == null || isFull(last)) {
			if (last != null) {
				last.segment().force();
			}
			last = create();
		}
		last.segment().append(request);
	}

	/**
	 * The oldest request. It stays.
	 * @return the request, or {@code null} if none waits
	 * @throws IOException if it cannot be read
	 */
	public @Nullable SpilledRequest peek() throws IOException {
		dropExpired();
		for (Stored first = this.segments.peekFirst(); first != null; first = this.segments.peekFirst()) {
			SpilledRequest request = first.segment().peek(this.listener);
			this.peeked = request;
			if (request != null) {
				return request;
			}
			drop(first);
		}
		return null;
	}

	/**
	 * Forgets the request that was peeked at, as it is delivered or given up.
	 * @param request the request
	 * @throws IOException if that cannot be noted: it may be read again
	 */
	public void remove(SpilledRequest request) throws IOException {
		Stored first = this.segments.peekFirst();
		if (first != null && request == this.peeked) {
			this.peeked = null;
			first.segment().remove(request);
			if (first.segment().observations() == 0) {
				drop(first);
			}
		}
	}

	/**
	 * Gives up the oldest file, which cannot be read.
	 * @throws IOException if it cannot be removed either
	 */
	public void skip() throws IOException {
		this.peeked = null;
		if (!this.segments.isEmpty()) {
			this.listener.damaged(drop(this.segments.getFirst()));
		}
	}

	/**
	 * How many bytes are on disk.
	 * @return the bytes
	 */
	public long bytes() {
		return this.segments.stream().mapToLong((stored) -> stored.segment().bytes()).sum();
	}

	/**
	 * How many observations wait.
	 * @return the observations
	 */
	public long observations() {
		return this.segments.stream().mapToLong((stored) -> stored.segment().observations()).sum();
	}

	/**
	 * Has all on the disk and lets go of it.
	 */
	@Override
	public void close() throws IOException {
		for (Stored stored : this.segments) {
			stored.segment().force();
			stored.segment().close();
		}
		this.segments.clear();
		this.directory.close();
	}

	private void adopt(OwnedDirectory left) throws IOException {
		if (left.path().equals(this.directory.path())) {
			return;
		}
		try (left) {
			for (Path file : left.files()) {
				Path moved = this.directory.path().resolve(file.getFileName());
				Files.move(file, moved, StandardCopyOption.ATOMIC_MOVE);
				Segment segment = Segment.open(moved, this.listener);
				this.listener.adopted(segment.observations());
				this.segments.addLast(new Stored(created(file), segment));
			}
		}
	}

	private Stored create() throws IOException {
		long now = System.currentTimeMillis();
		String name = String.format("%013d-%06d-%s%s", now, this.sequence++,
				this.directory.path().getFileName().toString().substring(0, 8), SUFFIX);
		Stored stored = new Stored(now, Segment.create(this.directory.path().resolve(name)));
		this.segments.addLast(stored);
		return stored;
	}

	private void dropExpired() throws IOException {
		long earliest = earliest(this.settings);
		for (Stored oldest = oldest(); oldest != null && oldest.created() < earliest; oldest = oldest()) {
			this.listener.expired(drop(oldest));
		}
	}

	/**
	 * The oldest file that may be given up: not one of which a request is being sent.
	 */
	private @Nullable Stored oldest() {
		int index = (this.peeked != null) ? 1 : 0;
		return (this.segments.size() > index) ? this.segments.get(index) : null;
	}

	private long drop(Stored stored) throws IOException {
		this.segments.remove(stored);
		stored.segment().delete();
		return stored.segment().observations();
	}

	/**
	 * Small and young enough that little is given up with the oldest file.
	 */
	private boolean isFull(Stored stored) {
		return stored.segment().bytes() > Math.min(MAX_SEGMENT_BYTES, this.settings.maxBytes() / SEGMENTS)
				|| System.currentTimeMillis() - stored.created() > this.settings.maxAge().toMillis() / SEGMENTS;
	}

	private static long earliest(SpillSettings settings) {
		return System.currentTimeMillis() - settings.maxAge().toMillis();
	}

	/**
	 * When a file was made, by its name.
	 */
	private static long created(Path file) {
		try {
			return Long.parseLong(file.getFileName().toString().split("-")[0]);
		}
		catch (NumberFormatException ex) {
			return 0;
		}
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

	private record Stored(long created, Segment segment) {

	}

}
