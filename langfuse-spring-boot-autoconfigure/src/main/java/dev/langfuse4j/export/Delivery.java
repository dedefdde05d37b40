package dev.langfuse4j.export;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Brings the observations of one project to its server. A batch leaves by delivery, by a
 * refusal of the server, for want of room, or when the application ends, never because it
 * is old. Touched by the export thread only.
 */
final class Delivery {

	private final ExportThread thread;

	private final RequestSender sender;

	private final BatchEncoder encoder;

	private final BatchSplitter splitter;

	private final ExportSettings settings;

	private final DeliveryLog log;

	private final DeliveryHistory history = new DeliveryHistory();

	private final ExportListener listener;

	private final Admission admission;

	private final Pace pace;

	private final Backlog backlog = new Backlog();

	private final Settlement settlement;

	private final @Nullable Spill spill;

	private final @Nullable Replay replay;

	private boolean ended;

	/**
	 * The one wake-up for what has to wait.
	 */
	private Future<?> nextPump = CompletableFuture.completedFuture(null);

	private Future<?> nextRelief = CompletableFuture.completedFuture(null);

	Delivery(String project, ExportThread thread, Connection connection, LangfuseHttpClient client, OtlpEncoder encoder,
			ExportSettings settings, Account account, Admission admission, ExportListener listener,
			@Nullable Spill spill) {
		this.thread = thread;
		this.listener = listener;
		this.sender = new RequestSender(thread, client, connection, this.history, listener);
		this.encoder = new BatchEncoder(encoder, settings.maxBatchBytes());
		this.settings = settings;
		this.admission = admission;
		this.log = new DeliveryLog(project, connection);
		this.pace = new Pace(settings.retry(), settings.maxInFlight());
		this.settlement = new Settlement(this.backlog, account, this.log, spill, settings.overflow());
		this.splitter = new BatchSplitter(this.encoder, this.settlement::failedToEncode);
		this.spill = spill;
		this.replay = (spill != null)
				? new Replay(spill, this.pace, settings.retry().budget(), account.statistics(), this.log) : null;
	}

	void add(List<ObservationData> observations) {
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
	 * For those who look from outside.
	 */
	DeliveryHistory history() {
		return this.history;
	}

	/**
	 * A ticket for all that is open now.
	 */
	FlushTicket ticket() {
		return this.backlog.ticket();
	}

	void forget(FlushTicket ticket) {
		this.backlog.forget(ticket);
	}

	/**
	 * Somebody waits: what waits for a retry is tried now, once.
	 */
	void nudge() {
		if (!this.pace.isHurried() && this.pace.skipOnce()) {
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
	void hurry(Duration left) {
		this.pace.hurry(left);
		this.backlog.delayUntil(System.nanoTime());
		pump();
	}

	/**
	 * Nobody waits for the end right now: there is time as long as it has not come.
	 */
	void nobodyWaits() {
		this.pace.nobodyWaits();
	}

	/**
	 * The application goes on after all.
	 */
	void resume() {
		this.pace.resume();
	}

	/**
	 * Finds what a former process has left on disk.
	 */
	void recover() {
		if (this.spill != null) {
			this.spill.open();
			pump();
		}
	}

	/**
	 * Discards what waits if the project takes nothing any more.
	 */
	void discard() {
		pump();
	}

	/**
	 * Sends nothing any more.
	 */
	void end() {
		this.ended = true;
	}

	/**
	 * Has what is left on disk, or gives it up.
	 */
	void abandon() {
		this.settlement.abandon();
		if (this.spill != null) {
			this.spill.close();
		}
	}

	long spilledBytes() {
		return (this.spill != null) ? this.spill.bytes() : 0;
	}

	private void pump() {
		if (this.ended) {
			return;
		}
		if (!this.admission.isOpen()) {
			this.nextPump.cancel(false);
			this.settlement.discard();
			this.history.stands(this.pace.state(), this.backlog.oldest());
			return;
		}
		if (this.pace.isLeftAlone()) {
			this.settlement.giveUp();
		}
		while (this.pace.pause() <= 0 && this.pace.isFree()) {
			Batch next = this.pace.isOpen() ? takeProbe() : this.backlog.takeDue();
			if (next == null) {
				break;
			}
			send(next);
		}
		boolean replays = this.replay != null && this.replay.isWaiting()
				&& (!this.pace.isOpen() || this.backlog.isEmpty());
		if (replays && this.pace.pause() <= 0 && this.replay.untilReadable() <= 0) {
			this.replay.send(this::replay);
			// Nothing is under way if the disk cannot be read
			replays = this.replay.isWaiting();
		}
		this.nextPump.cancel(false);
		boolean waits = this.pace.isFree() && this.backlog.isWaiting();
		if (replays || waits) {
			long untilReplay = replays ? this.replay.untilReadable() : Long.MAX_VALUE;
			long untilNext = waits ? (this.pace.isOpen() ? 0 : this.backlog.untilNextDue()) : Long.MAX_VALUE;
			this.nextPump = this.thread.schedule(this::pump,
					Math.max(this.pace.pause(), Math.min(untilReplay, untilNext)));
		}
		this.history.stands(this.pace.state(), this.backlog.oldest());
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
		this.pace.started();
		batch.attempt(this.pace.successes());
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
		this.pace.ended();
		try {
			if (this.backlog.contains(batch)) {
				handle(batch, outcome);
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
		boolean hopeless = this.pace.isHopeless();
		pump();
		if (hopeless) {
			this.backlog.giveUpWaiting();
		}
	}

	private void handle(Batch batch, Outcome outcome) {
		switch (outcome.kind()) {
			case DELIVERED -> delivered(batch, outcome);
			case PARTIAL -> partlyDelivered(batch, outcome);
			case RETRY -> retry(batch, outcome);
			case MISCONFIGURED -> misconfigured(batch, outcome);
			case WITHHELD -> {
				this.admission.withheld();
				this.backlog.waitFirst(batch);
			}
			case TOO_LARGE -> tooLarge(batch, outcome);
			case REJECTED -> rejected(batch, outcome);
			default -> throw new IllegalStateException("Unknown outcome");
		}
	}

	private void delivered(Batch batch, Outcome outcome) {
		this.log.delivered(outcome);
		this.pace.succeeded();
		this.settlement.delivered(batch);
	}

	/**
	 * The server has it, so it is not sent again, although some of it is lost.
	 */
	private void partlyDelivered(Batch batch, Outcome outcome) {
		int rejected = (int) Math.min(batch.size(), outcome.rejected());
		this.log.rejected(outcome, rejected);
		this.pace.succeeded();
		this.settlement.partlyDelivered(batch, rejected);
	}

	/**
	 * What has failed waits, longer each time, and so does all else while nothing
	 * succeeds: a server in trouble gets the fewer requests the longer it lasts.
	 */
	private void retry(Batch batch, Outcome outcome) {
		this.log.failed(outcome);
		batch.delayUntil(this.pace.failed(outcome.retryAfter(), batch.attempts(), batch.sent()));
		if (outcome.isSuspicious()) {
			batch.failed(this.pace.successes());
		}
		if (batch.strikes() > this.settings.retry().budget()) {
			suspect(batch);
		}
		else {
			// Not first, also as a probe: it may be the cause
			this.backlog.waitLast(batch);
		}
		if (this.pace.isHurried()) {
			this.settlement.keepWaiting();
		}
	}

	/**
	 * The server takes others but keeps failing on this one: somewhere in it is the
	 * cause.
	 */
	private void suspect(Batch batch) {
		if (batch.size() == 1) {
			this.log.lost(LossReason.REJECTED, 1);
			this.settlement.lose(batch, LossReason.REJECTED);
			return;
		}
		this.backlog.replace(batch, this.splitter.halve(batch, this.settings.retry().budget() / 2));
	}

	private void misconfigured(Batch batch, Outcome outcome) {
		this.log.failed(outcome);
		if (this.pace.isHurried()) {
			this.backlog.waitFirst(batch);
			this.settlement.giveUp();
			return;
		}
		this.pace.misconfigured(batch.sent());
		this.backlog.waitFirst(batch);
	}

	private void tooLarge(Batch batch, Outcome outcome) {
		this.log.failed(outcome);
		this.pace.answered();
		if (batch.size() > 1) {
			this.backlog.replace(batch, this.splitter.halve(batch, batch.strikes()));
			return;
		}
		Batch trimmed = this.splitter.trim(batch);
		if (trimmed != null) {
			this.backlog.replace(batch, List.of(trimmed));
		}
		else {
			this.settlement.lose(batch, LossReason.TOO_LARGE);
		}
	}

	private void rejected(Batch batch, Outcome outcome) {
		this.pace.answered();
		if (batch.bisection() == null && batch.size() > 1 && !this.settlement.refusesAll()) {
			batch.bisect(new Bisection(batch.size()));
		}
		if (batch.bisection() == null) {
			this.log.rejected(outcome, batch.size());
			this.settlement.lose(batch, LossReason.REJECTED);
		}
		else if (batch.size() > 1 && batch.bisection().split()) {
			this.log.rejected(outcome, 0);
			this.backlog.replace(batch, this.splitter.halve(batch, batch.strikes()));
		}
		else {
			this.log.lost(LossReason.REJECTED, batch.size());
			this.settlement.lose(batch, LossReason.REJECTED);
		}
	}

}
