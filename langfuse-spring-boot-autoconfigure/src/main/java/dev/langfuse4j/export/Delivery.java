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

	private final LangfuseHttpClient client;

	private final String path;

	private final BatchEncoder encoder;

	private final BatchSplitter splitter;

	private final ExportSettings settings;

	private final Account account;

	private final DeliveryLog log;

	private final DeliveryHistory history = new DeliveryHistory();

	private final ExportListener listener;

	private final Pace pace;

	private final Backlog backlog = new Backlog();

	/**
	 * Whether the last search for what the server refuses found that it refuses all.
	 */
	private boolean refusesAll;

	private boolean closing;

	/**
	 * The one wake-up for what has to wait.
	 */
	private Future<?> nextPump = CompletableFuture.completedFuture(null);

	Delivery(ExportThread thread, Connection connection, LangfuseHttpClient client, OtlpEncoder encoder,
			ExportSettings settings, Account account, ExportListener listener) {
		this.thread = thread;
		this.listener = listener;
		this.client = client;
		this.path = (connection.credentials() != null) ? OtlpEncoder.PATH : "";
		this.encoder = new BatchEncoder(encoder, settings.maxBatchBytes());
		this.splitter = new BatchSplitter(this.encoder, this::failedToEncode);
		this.settings = settings;
		this.account = account;
		this.log = new DeliveryLog(connection);
		this.pace = new Pace(settings.retry(), settings.maxInFlight());
	}

	void add(List<ObservationData> observations) {
		long start = System.nanoTime();
		this.encoder.encode(observations, this::failedToEncode).forEach(this.backlog::add);
		this.listener.encoded(observations.size(), System.nanoTime() - start);
		pump();
		relieve();
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
		if (this.pace.skipOnce()) {
			this.backlog.delayUntil(System.nanoTime());
			pump();
		}
	}

	/**
	 * The application is about to end: tries at once what waits, and does not wait for
	 * what takes somebody to correct it.
	 */
	void hurry() {
		this.closing = true;
		this.pace.hurry();
		this.backlog.delayUntil(System.nanoTime());
		pump();
	}

	/**
	 * The application goes on after all.
	 */
	void resume() {
		this.closing = false;
	}

	/**
	 * Asks for what is needed for the first request, while it can be had.
	 */
	void prepare() {
		this.client.prepare();
	}

	/**
	 * Gives up on all that is open.
	 */
	private void abandon() {
		this.backlog.all().forEach((batch) -> lose(batch, LossReason.SHUTDOWN));
	}

	private void failedToEncode(ObservationData observation) {
		this.account.lost(LossReason.ENCODE_ERROR, 1, observation.weight());
		this.log.lost(LossReason.ENCODE_ERROR, 1);
	}

	private void pump() {
		while (this.pace.pause() <= 0 && this.pace.isFree()) {
			Batch next = this.pace.isOpen() ? takeProbe() : this.backlog.takeDue();
			if (next == null) {
				break;
			}
			send(next);
		}
		this.nextPump.cancel(false);
		if (this.pace.isFree() && this.backlog.isWaiting()) {
			long wait = this.pace.isOpen() ? 0 : this.backlog.untilNextDue();
			this.nextPump = this.thread.schedule(this::pump, Math.max(this.pace.pause(), wait));
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
		try {
			this.client.postJson(this.path, batch.body())
				.subscribe((outcome) -> this.thread.execute(() -> received(batch, outcome)),
						(ex) -> this.thread.execute(() -> received(batch, Outcome.failure(ex))));
		}
		catch (Throwable ex) {
			// Reactor throws what it takes for fatal, such as a thread that cannot be
			// made
			this.thread.execute(() -> received(batch, Outcome.failure(ex)));
		}
	}

	private void received(Batch batch, Outcome outcome) {
		this.pace.ended();
		this.listener.answered(outcome.kind(), batch.size(), System.nanoTime() - batch.sent());
		if (outcome.kind() == Outcome.Kind.DELIVERED) {
			this.history.delivered();
		}
		else {
			this.history.failed(outcome);
		}
		try {
			if (this.backlog.contains(batch)) {
				handle(batch, outcome);
			}
		}
		catch (Throwable ex) {
			lose(batch, LossReason.ENCODE_ERROR);
			throw ex;
		}
		finally {
			pump();
		}
	}

	private void handle(Batch batch, Outcome outcome) {
		switch (outcome.kind()) {
			case DELIVERED -> delivered(batch);
			case RETRY -> retry(batch, outcome);
			case MISCONFIGURED -> misconfigured(batch, outcome);
			case TOO_LARGE -> tooLarge(batch, outcome);
			case REJECTED -> rejected(batch, outcome);
			default -> throw new IllegalStateException("Unknown outcome");
		}
	}

	private void delivered(Batch batch) {
		this.log.delivered();
		this.pace.succeeded();
		this.refusesAll = false;
		this.account.delivered(batch.size(), batch.heldBytes());
		settle(batch, true);
	}

	/**
	 * What has failed waits, longer each time, and so does all else while nothing
	 * succeeds: a server in trouble gets the fewer requests the longer it lasts.
	 */
	private void retry(Batch batch, Outcome outcome) {
		this.log.failed(outcome);
		Duration retryAfter = outcome.retryAfter();
		if (this.closing && retryAfter != null && retryAfter.compareTo(this.settings.shutdownTimeout()) > 0) {
			abandon();
			return;
		}
		batch.delayUntil(this.pace.failed(retryAfter, batch.attempts(), batch.sent()));
		if (retryAfter == null && outcome.status() != Outcome.TOO_MANY_REQUESTS) {
			batch.failed(this.pace.successes());
		}
		if (batch.strikes() > this.settings.retry().budget()) {
			suspect(batch);
		}
		else if (this.pace.isOpen()) {
			this.backlog.waitFirst(batch);
		}
		else {
			this.backlog.waitLast(batch);
		}
	}

	/**
	 * The server takes others but keeps failing on this one: somewhere in it is the
	 * cause.
	 */
	private void suspect(Batch batch) {
		if (batch.size() == 1) {
			this.log.lost(LossReason.REJECTED, 1);
			lose(batch, LossReason.REJECTED);
			return;
		}
		this.backlog.replace(batch, this.splitter.halve(batch, this.settings.retry().budget() / 2));
	}

	private void misconfigured(Batch batch, Outcome outcome) {
		this.log.failed(outcome);
		if (this.closing) {
			abandon();
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
			lose(batch, LossReason.TOO_LARGE);
		}
	}

	private void rejected(Batch batch, Outcome outcome) {
		this.pace.answered();
		if (batch.bisection() == null && batch.size() > 1 && !this.refusesAll) {
			batch.bisect(new Bisection(batch.size()));
		}
		if (batch.bisection() == null) {
			this.log.rejected(outcome, batch.size());
			lose(batch, LossReason.REJECTED);
		}
		else if (batch.size() > 1 && batch.bisection().split()) {
			this.log.rejected(outcome, 0);
			this.backlog.replace(batch, this.splitter.halve(batch, batch.strikes()));
		}
		else {
			this.log.lost(LossReason.REJECTED, batch.size());
			lose(batch, LossReason.REJECTED);
		}
	}

	/**
	 * Makes room before there is none.
	 */
	private void relieve() {
		while (this.settings.overflow() == Overflow.DROP_OLDEST && this.account.isTight()) {
			Batch oldest = this.backlog.takeHead();
			if (oldest == null) {
				return;
			}
			oldest.observations().forEach((observation) -> observation.trace().markIncomplete());
			this.log.lost(LossReason.QUEUE_FULL, oldest.size());
			lose(oldest, LossReason.QUEUE_FULL);
		}
	}

	private void lose(Batch batch, LossReason reason) {
		if (this.backlog.contains(batch)) {
			this.account.lost(reason, batch.size(), batch.heldBytes());
			settle(batch, false);
		}
	}

	private void settle(Batch batch, boolean delivered) {
		this.backlog.settle(batch, delivered);
		Bisection bisection = batch.bisection();
		if (bisection != null) {
			bisection.settled(delivered);
			this.refusesAll |= bisection.isFruitless();
		}
	}

}
