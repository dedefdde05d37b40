package dev.langfuse4j.export;

import java.io.IOException;
import java.util.function.Supplier;

import dev.langfuse4j.export.spill.SpillListener;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.export.spill.SpillStore;
import dev.langfuse4j.export.spill.SpilledRequest;
import dev.langfuse4j.logging.LogOnce;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What of a project waits on disk. A disk that fails costs what is on it, not the export.
 * Touched by the export thread only, but for the bytes.
 */
final class Spill implements SpillListener {

	private static final Log logger = LogFactory.getLog(Delivery.class);

	private final LogOnce onceLogger = new LogOnce(Delivery.class);

	private final SpillSettings settings;

	private final Supplier<String> project;

	private final ExportStatistics statistics;

	private @Nullable SpillStore store;

	private boolean broken;

	private volatile long bytes;

	Spill(SpillSettings settings, Supplier<String> project, ExportStatistics statistics) {
		this.settings = settings;
		this.project = project;
		this.statistics = statistics;
	}

	/**
	 * Opens the directory, and finds what is left there.
	 */
	void open() {
		access((opened) -> {
			if (opened.observations() > 0) {
				logger.info("Langfuse: " + opened.observations()
						+ " observations wait in the spill directory and are sent now");
			}
			return null;
		});
	}

	/**
	 * Keeps a batch.
	 * @return whether it is on disk
	 */
	boolean keep(Batch batch) {
		SpilledRequest request = new SpilledRequest(batch.size(), batch.body());
		return access((opened) -> {
			this.statistics.countSpilled(batch.size());
			try {
				opened.append(request);
			}
			catch (IOException ex) {
				this.statistics.countSpilled(-batch.size());
				throw ex;
			}
			this.onceLogger.warn("spilled", () -> "Langfuse: observations for which there is no room in memory wait in "
					+ "the spill directory until the server takes them");
			return request;
		}) != null;
	}

	/**
	 * What comes next, or {@code null} if nothing waits. It stays.
	 */
	@Nullable SpilledRequest peek() {
		return (this.store != null) ? access(SpillStore::peek) : null;
	}

	void remove(SpilledRequest request) {
		access((opened) -> {
			opened.remove(request);
			return null;
		});
	}

	boolean isEmpty() {
		return this.store == null || this.store.observations() == 0;
	}

	long bytes() {
		return this.bytes;
	}

	void close() {
		access((opened) -> {
			long left = opened.observations();
			opened.close();
			if (left > 0) {
				logger.info("Langfuse: " + left + " observations wait in the spill directory for the next start");
			}
			return null;
		});
		this.broken = true;
	}

	private @Nullable SpilledRequest access(Access access) {
		if (this.broken) {
			return null;
		}
		try {
			if (this.store == null) {
				this.store = SpillStore.open(this.settings, this.project.get(), this);
			}
			SpilledRequest result = access.access(this.store);
			this.bytes = this.store.bytes();
			return result;
		}
		catch (IOException | RuntimeException ex) {
			failed(ex);
			return null;
		}
	}

	/**
	 * What cannot be read is given up, so that what comes after it is not stuck.
	 */
	private void failed(Exception ex) {
		this.onceLogger.error(ex.getClass(),
				() -> "Langfuse: the spill directory (langfuse.export.spill.directory) fails: "
						+ ex.getClass().getName());
		try {
			if (this.store != null) {
				this.store.skip();
				this.bytes = this.store.bytes();
			}
			else {
				this.broken = true;
			}
		}
		catch (IOException | RuntimeException again) {
			this.broken = true;
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

	private interface Access {

		@Nullable SpilledRequest access(SpillStore store) throws IOException;

	}

}
