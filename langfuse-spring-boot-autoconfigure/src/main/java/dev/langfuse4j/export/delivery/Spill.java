package dev.langfuse4j.export.delivery;

import java.io.IOException;
import java.util.function.Supplier;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.export.spill.SpillListener;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.export.spill.SpillStore;
import dev.langfuse4j.export.spill.SpilledRequest;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.observation.ProjectName;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a project that wait on disk. A disk that fails is left alone for a
 * while: that costs the room there, but neither the requests that it holds nor the
 * export. Touched by the export thread only, but for the bytes.
 */
final class Spill implements SpillListener {

	private final SpillLog log = new SpillLog();

	private final SpillSettings settings;

	private final Supplier<String> project;

	private final ExportCounters statistics;

	private final SpillPause reading = new SpillPause();

	private final SpillPause writing = new SpillPause();

	private @Nullable SpillStore store;

	private boolean closed;

	private volatile long bytes;

	Spill(SpillSettings settings, Supplier<String> project, ExportCounters statistics) {
		this.settings = settings;
		this.project = project;
		this.statistics = statistics;
	}

	/**
	 * What waits for a server: by the public key, so that nothing comes into the project
	 * of another.
	 * @return {@code null} where nothing is kept on disk
	 */
	static @Nullable Spill of(ExportSettings settings, ProjectName project, Connection connection,
			ExportCounters statistics) {
		return (settings.spill() != null)
				? new Spill(settings.spill(), () -> project + "\n" + connection.identity(), statistics) : null;
	}

	/**
	 * Opens the directory, and finds what is left there.
	 */
	void open() {
		access(this.reading, (opened) -> null);
	}

	/**
	 * Keeps a batch, unless writing has failed just before.
	 * @return whether it is on disk
	 */
	boolean keep(Batch batch) {
		return this.writing.left() <= 0 && keepNow(batch);
	}

	/**
	 * Keeps a batch: there is no later.
	 * @return whether it is on disk
	 */
	boolean keepNow(Batch batch) {
		SpilledRequest request = new SpilledRequest(batch.size(), batch.payload().body());
		return access(this.writing, (opened) -> {
			boolean kept = false;
			this.statistics.countSpilled(batch.size());
			try {
				opened.append(request);
				kept = true;
			}
			finally {
				if (!kept) {
					this.statistics.countSpilled(-batch.size());
				}
			}
			this.writing.end();
			this.log.kept();
			return request;
		}) != null;
	}

	/**
	 * The request that comes next, or {@code null} if none waits or it cannot be read
	 * now. It stays.
	 */
	@Nullable SpilledRequest peek() {
		return access(this.reading, (opened) -> {
			SpilledRequest next = opened.peek();
			this.reading.end();
			return next;
		});
	}

	void remove(SpilledRequest request) {
		long before = this.bytes;
		access(this.reading, (opened) -> {
			opened.remove(request);
			return null;
		});
		if (this.bytes < before) {
			// A file is gone: there may be room again
			this.writing.end();
		}
	}

	/**
	 * Whether nothing waits. That is not known before the directory could be opened.
	 */
	boolean isEmpty() {
		return this.closed || (this.store != null && this.store.observations() == 0);
	}

	/**
	 * The nanoseconds until it may be read, not positive if it may now.
	 */
	long untilReadable() {
		return this.reading.left();
	}

	/**
	 * The nanoseconds until it may be written to, not positive if it may now.
	 */
	long untilWritable() {
		return this.writing.left();
	}

	long bytes() {
		return this.bytes;
	}

	void close() {
		if (this.store != null) {
			access(this.reading, (opened) -> {
				this.log.left(opened.observations());
				opened.close();
				return null;
			});
		}
		this.closed = true;
	}

	private @Nullable SpilledRequest access(SpillPause pause, Access access) {
		if (this.closed) {
			return null;
		}
		// An interruption is meant for an exporter, and would close our files
		boolean interrupted = Thread.interrupted();
		try {
			if (this.store == null) {
				this.store = SpillStore.open(this.settings, this.project.get(), this);
				this.log.found(this.store.observations());
			}
			return access.access(this.store);
		}
		catch (IOException | RuntimeException ex) {
			pause.failed();
			this.log.failed(ex);
			return null;
		}
		finally {
			this.bytes = (this.store != null) ? this.store.bytes() : 0;
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void adopted(long observations) {
		this.statistics.countAdopted(observations);
	}

	@Override
	public void displaced(long observations) {
		this.statistics.countSpilledLost(LossReason.SPILL_FULL, observations);
	}

	@Override
	public void expired(long observations) {
		this.statistics.countSpilledLost(LossReason.SPILL_EXPIRED, observations);
	}

	@Override
	public void damaged(long observations) {
		this.statistics.countSpilledLost(LossReason.SPILL_DAMAGED, observations);
	}

	@Override
	public void failed(IOException ex) {
		this.log.failed(ex);
	}

	private interface Access {

		@Nullable SpilledRequest access(SpillStore store) throws IOException;

	}

}
