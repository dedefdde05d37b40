package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import dev.langfuse4j.export.ExportListener;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.export.queue.DeliveryLedger;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Brings the observations of one project to its server. A batch leaves by delivery, by a
 * refusal of the server, for want of room, or when the application ends, never because it
 * is old. Touched by the export thread only. Wiring.
 */
public final class Delivery {

	private final DeliveryThread thread;

	private final RequestSender sender;

	private final BatchEncoder encoder;

	private final BatchSplitter splitter;

	private final DeliveryHistory history = new DeliveryHistory();

	private final ExportListener listener;

	private final Admission admission;

	private final RequestGate gate;

	private final Backlog backlog = new Backlog();

	private final Settlement settlement;

	private final OutcomeHandler outcomes;

	private final @Nullable Spill spill;

	private final @Nullable Replay replay;

	private boolean ended;

	/**
	 * The one wake-up for what has to wait.
	 */
	private Future<?> nextPump = CompletableFuture.completedFuture(null);

	private Future<?> nextRelief = CompletableFuture.completedFuture(null);

	/**
	 * Creates a delivery.
	 * @param project the name of the project
	 * @param thread where all of this is called
	 * @param connection the server
	 * @param client asks it
	 * @param encoder writes the requests
	 * @param settings bounds and times
	 * @param ledger settles what was delivered or lost
	 * @param admission whether the project takes observations
	 * @param listener hears of the work
	 */
	public Delivery(String project, DeliveryThread thread, Connection connection, LangfuseHttpClient client,
			OtlpEncoder encoder, ExportSettings settings, DeliveryLedger ledger, Admission admission,
			ExportListener listener) {
		this.thread = thread;
		this.listener = listener;
		this.sender = new RequestSender(thread, client, connection, this.history, listener);
		this.encoder = new BatchEncoder(encoder, settings.maxBatchBytes());
		this.admission = admission;
		DeliveryLog log = new DeliveryLog(project, connection);
		this.gate = new RequestGate(settings.retry(), settings.maxInFlight(), System::nanoTime);
		this.spill = spill(project, connection, settings, ledger.statistics());
		this.settlement = new Settlement(this.backlog, ledger, log, this.spill, settings.overflow());
		this.splitter = new BatchSplitter(this.encoder, this.settlement::failedToEncode);
		this.outcomes = new OutcomeHandler(settings.retry().budget(), admission, this.gate, this.backlog, this.splitter,
				this.settlement, log);
		this.replay = (this.spill != null)
				? new Replay(this.spill, this.gate, settings.retry().budget(), ledger.statistics(), log) : null;
	}

	/**
	 * By the public key, so that nothing comes into the project of another.
	 */
	private static @Nullable Spill spill(String project, Connection connection, ExportSettings settings,
			ExportCounters statistics) {
		return (settings.spill() != null)
				? new Spill(settings.spill(), () -> project + "\n" + connection.identity(), statistics) : null;
	}

	/**
	 * Takes observations, to be sent as soon as may be.
	 * @param observations the observations, masked
	 */
	public void add(List<ObservationData> observations) {
		long start = System.nanoTime();
		this.encoder.encode(observations, this.settlement::failedToEncode).forEach(this.backlog::add);
		this.listener.encoded(observations.size(), System.nanoTime() - start);
		pump();
		relieve();
	}

	/**
	 * Makes room, and tries that again as long as the disk takes nothing: a queue that is
	 * full takes no observation that would be the occasion.
	 */
	private void relieve() {
		if (!this.ended) {
			this.settlement.relieve();
			this.nextRelief.cancel(false);
			long wait = this.settlement.untilRelief();
			if (wait > 0) {
				this.nextRelief = this.thread.schedule(this::relieve, wait);
			}
		}
	}

	/**
	 * What became of the last requests.
	 * @return for those who look from outside
	 */
	public DeliveryHistory history() {
		return this.history;
	}

	/**
	 * Somebody waits for all that is open now: what waits for a retry is tried now, once.
	 * @return completes with whether all of it was delivered; to be cancelled, from any
	 * thread, by who does not wait any longer
	 */
	public CompletableFuture<Boolean> settle() {
		FlushTicket ticket = this.backlog.ticket();
		CompletableFuture<Boolean> settled = ticket.settled();
		settled.whenComplete((all, ex) -> this.thread.execute(() -> this.backlog.forget(ticket)));
		nudge();
		return settled;
	}

	private void nudge() {
		if (!this.gate.isHurried() && this.gate.skipOnce()) {
			this.backlog.delayUntil(System.nanoTime());
			pump();
		}
	}

	/**
	 * The application is about to end: tries soon what waits, and does not wait for what
	 * takes somebody to correct it, nor for a server that wants to be left alone for
	 * longer.
	 * @param left how long somebody waits for that
	 */
	public void hurry(Duration left) {
		this.gate.hurry(left);
		this.backlog.delayUntil(System.nanoTime());
		pump();
	}

	/**
	 * Nobody waits for the end right now: there is time as long as it has not come.
	 */
	public void nobodyWaits() {
		this.gate.nobodyWaits();
	}

	/**
	 * The application goes on after all.
	 */
	public void resume() {
		this.gate.resume();
	}

	/**
	 * Finds what a former process has left on disk.
	 */
	public void recover() {
		if (this.spill != null) {
			this.spill.open();
			pump();
		}
	}

	/**
	 * Discards what waits if the project takes nothing any more.
	 */
	public void discard() {
		pump();
	}

	/**
	 * Sends nothing any more.
	 */
	public void end() {
		this.ended = true;
	}

	/**
	 * Has what is left on disk, or gives it up.
	 */
	public void abandon() {
		this.settlement.abandon();
		if (this.spill != null) {
			this.spill.close();
		}
	}

	/**
	 * What waits on disk.
	 * @return how many bytes it takes
	 */
	public long spilledBytes() {
		return (this.spill != null) ? this.spill.bytes() : 0;
	}

	private void pump() {
		if (this.ended) {
			return;
		}
		if (!this.admission.isOpen()) {
			this.nextPump.cancel(false);
			this.settlement.discard();
			this.history.stands(this.gate.state(), this.backlog.oldest());
			return;
		}
		if (this.gate.isLeftAlone()) {
			this.settlement.giveUp();
		}
		while (this.gate.pause() <= 0 && this.gate.isFree()) {
			Batch next = this.gate.isProbing() ? takeProbe() : this.backlog.takeDue();
			if (next == null) {
				break;
			}
			send(next);
		}
		Replay replay = (!this.gate.isProbing() || this.backlog.isEmpty()) ? this.replay : null;
		if (replay != null && replay.isWaiting() && this.gate.pause() <= 0 && replay.untilReadable() <= 0) {
			// Nothing is under way if the disk cannot be read
			replay.send(this::replay);
		}
		this.nextPump.cancel(false);
		boolean waits = this.gate.isFree() && this.backlog.isWaiting();
		boolean replays = replay != null && replay.isWaiting();
		if (replays || waits) {
			long untilReplay = (replay != null && replays) ? replay.untilReadable() : Long.MAX_VALUE;
			long untilNext = waits ? (this.gate.isProbing() ? 0 : this.backlog.untilNextDue()) : Long.MAX_VALUE;
			this.nextPump = this.thread.schedule(this::pump,
					Math.max(this.gate.pause(), Math.min(untilReplay, untilNext)));
		}
		this.history.stands(this.gate.state(), this.backlog.oldest());
	}

	/**
	 * The head's first observation on its own: a server in trouble gets as little as can
	 * be.
	 */
	private @Nullable Batch takeProbe() {
		Batch head = this.backlog.head();
		if (head != null && head.size() > 1) {
			this.backlog.replace(head, this.splitter.behead(head));
		}
		return this.backlog.takeHead();
	}

	private void send(Batch batch) {
		this.gate.started();
		batch.attempt(this.gate.successes());
		this.sender.send(batch.body(), batch.size(), (outcome) -> received(batch, outcome));
	}

	private void replay(SpillPart part, Replay replay) {
		this.sender.send(part.body(), part.observations(), (outcome) -> {
			try {
				replay.received(part, outcome);
			}
			finally {
				answered();
			}
		});
	}

	private void received(Batch batch, Outcome outcome) {
		this.gate.ended();
		try {
			if (this.backlog.contains(batch)) {
				this.outcomes.handle(batch, outcome);
			}
		}
		catch (Throwable ex) {
			this.settlement.lose(batch, LossReason.ENCODE_ERROR);
			throw ex;
		}
		finally {
			answered();
		}
	}

	private void answered() {
		boolean hopeless = this.gate.isHopeless();
		pump();
		if (hopeless) {
			this.backlog.giveUpWaiting();
		}
	}

}
