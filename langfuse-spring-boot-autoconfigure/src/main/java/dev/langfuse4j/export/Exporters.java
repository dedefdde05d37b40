package dev.langfuse4j.export;

import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ObservationData;

import org.springframework.util.function.SingletonSupplier;

/**
 * The exporters beside the server. They are asked for once all singletons of the
 * application exist: made earlier, one that needs an {@code ObservationRegistry}, such as
 * through a {@code RestClient.Builder}, would need itself. Wiring; thread-safe.
 */
public final class Exporters {

	private static final LogOnce logger = new LogOnce(Exporters.class);

	private final boolean any;

	private final SingletonSupplier<List<ObservationExporter>> exporters;

	private volatile boolean ready;

	/**
	 * Creates the exporters.
	 * @param any whether there are any
	 * @param source finds them
	 */
	public Exporters(boolean any, Supplier<List<ObservationExporter>> source) {
		this.any = any;
		this.exporters = SingletonSupplier.of(() -> any ? List.copyOf(source.get()) : List.of());
	}

	/**
	 * Exporters that exist already.
	 * @param exporters the exporters
	 * @return the exporters
	 */
	public static Exporters of(ObservationExporter... exporters) {
		Exporters ready = new Exporters(exporters.length > 0, () -> List.of(exporters));
		ready.markReady();
		return ready;
	}

	/**
	 * Whether there are any.
	 * @return whether anybody beside the server gets observations
	 */
	public boolean any() {
		return this.any;
	}

	/**
	 * Whether the exporters may be asked for.
	 */
	boolean isReady() {
		return this.ready;
	}

	void markReady() {
		this.ready = true;
	}

	/**
	 * Asks for the exporters, while they can be had.
	 */
	void prepare() {
		this.exporters.obtain();
	}

	boolean export(List<ObservationData> observations) {
		boolean exported = true;
		try {
			for (ObservationExporter exporter : this.exporters.obtain()) {
				exported &= export(observations, exporter);
			}
		}
		catch (Throwable ex) {
			failed("Exporters", ex);
			exported = false;
		}
		return exported;
	}

	private static boolean export(List<ObservationData> observations, ObservationExporter exporter) {
		try {
			exporter.export(List.copyOf(observations));
			return true;
		}
		catch (Throwable ex) {
			failed("Exporter " + exporter.getClass().getName(), ex);
			return false;
		}
	}

	private static void failed(String who, Throwable ex) {
		logger.warn(who + ex.getClass(),
				() -> who + " failed: " + ex.getClass().getName() + ". What it was given is lost for it");
	}

}
