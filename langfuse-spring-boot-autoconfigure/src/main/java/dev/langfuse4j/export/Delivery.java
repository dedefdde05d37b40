package dev.langfuse4j.export;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
 * refusal of the server, or when the application ends, never because it is old. Touched
 * by the export thread only.
 */
final class Delivery {

	private final ExportThread thread;

	private final LangfuseHttpClient client;

	private final BatchEncoder encoder;

	private final Backoff backoff;

	private final int maxInFlight;

	private final Duration shutdownTimeout;

	private final Account account;

	private final DeliveryLog log;

	/**
	 * All batches that are not settled.
	 */
	private final Set<Batch> open = new LinkedHashSet<>();

	/**
	 * Those of them that are not under way.
	 */
	private final Deque<Batch> waiting = new ArrayDeque<>();

	private final Set<FlushTicket> tickets = new HashSet<>();

	private int inFlight;

	/**
	 * Until when the server wants to be left alone.
	 */
	private long retryAfter = System.nanoTime();

	/**
	 * Until when nothing is tried as it has failed before.
	 */
	private long notBefore = System.nanoTime();

	/**
	 * Requests that failed since the last one that succeeded.
	 */
	private int failures;

	private boolean closing;

	/**
	 * The one wake-up for what has to wait.
	 */
	private Future<?> nextPump = CompletableFuture.completedFuture(null);

	Delivery(ExportThread thread, Connection connection, LangfuseHttpClient client, OtlpEncoder encoder,
			ExportSettings settings, Account account) {
		this.thread = thread;
		this.client = client;
		this.encoder = new BatchEncoder(encoder, settings.maxBatchBytes());
		this.backoff = new Backoff(settings.initialBackoff(), settings.maxBackoff());
		this.maxInFlight = settings.maxInFlight();
		this.shutdownTimeout = settings.shutdownTimeout();
		this.account = account;
		this.log = new DeliveryLog(connection);
	}

	void add(List<ObservationData> observations) {
		this.encoder.encode(observations, this::failedToEncode).forEach(this::enqueue);
		pump();
	}

	/**
	 * A ticket for all that is open now.
	 */
	FlushTicket ticket() {
		FlushTicket ticket = new FlushTicket(this.open);
		this.tickets.add(ticket);
		return ticket;
	}

	void forget(FlushTicket ticket) {
		this.tickets.remove(ticket);
	}

	/**
	 * The application is about to end: tries at once what waits, and does not wait for
	 * what takes somebody to correct it.
	 */
	void hurry() {
		this.closing = true;
		this.notBefore = System.nanoTime();
		this.retryAfter = this.notBefore;
		this.waiting.forEach((batch) -> batch.delayUntil(this.notBefore));
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
		List.copyOf(this.open).forEach((batch) -> lose(batch, LossReason.SHUTDOWN));
	}

	private void failedToEncode(ObservationData observation) {
		this.account.lost(LossReason.ENCODE_ERROR, 1, observation.weight());
		this.log.lost(LossReason.ENCODE_ERROR, 1);
	}

	private void enqueue(Batch batch) {
		this.open.add(batch);
		this.waiting.addLast(batch);
	}

	private void pump() {
		long wait = pause();
		while (wait <= 0 && this.inFlight < this.maxInFlight) {
			Batch due = nextDue();
			if (due == null) {
				break;
			}
			send(due);
		}
		this.nextPump.cancel(false);
		if (this.inFlight < this.maxInFlight && !this.waiting.isEmpty()) {
			this.nextPump = this.thread.schedule(this::pump, Math.max(wait, untilNextDue()));
		}
	}

	private @Nullable Batch nextDue() {
		for (Iterator<Batch> batches = this.waiting.iterator(); batches.hasNext();) {
			Batch batch = batches.next();
			if (batch.isDue()) {
				batches.remove();
				return batch;
			}
		}
		return null;
	}

	private long untilNextDue() {
		long now = System.nanoTime();
		return this.waiting.stream().mapToLong((batch) -> batch.notBefore() - now).min().orElse(0);
	}

	private long pause() {
		long now = System.nanoTime();
		return Math.max(this.retryAfter - now, this.notBefore - now);
	}

	private void send(Batch batch) {
		this.inFlight++;
		batch.attempt();
		try {
			this.client.postJson(OtlpEncoder.PATH, batch.body())
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
		this.inFlight--;
		try {
			if (this.open.contains(batch)) {
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
			case RETRY -> {
				this.log.failed(outcome, batch.size());
				retry(batch, outcome);
			}
			case MISCONFIGURED -> {
				this.log.failed(outcome, batch.size());
				refused(batch);
			}
			case TOO_LARGE -> {
				this.log.failed(outcome, batch.size());
				makeSmaller(batch);
			}
			case REJECTED -> {
				this.log.failed(outcome, batch.size());
				lose(batch, LossReason.REJECTED);
			}
			default -> throw new IllegalStateException("Unknown outcome");
		}
	}

	private void delivered(Batch batch) {
		this.log.delivered();
		this.failures = 0;
		this.notBefore = System.nanoTime();
		this.account.delivered(batch.size(), batch.heldBytes());
		settle(batch, true);
	}

	/**
	 * What has failed waits, longer each time, and so does all else while nothing
	 * succeeds: a server in trouble gets the fewer requests the longer it lasts.
	 */
	private void retry(Batch batch, Outcome outcome) {
		if (this.closing && outcome.retryAfter() != null && outcome.retryAfter().compareTo(this.shutdownTimeout) > 0) {
			abandon();
			return;
		}
		long now = System.nanoTime();
		batch.delayUntil(now + this.backoff.afterAttempts(batch.attempts()));
		this.notBefore = now + this.backoff.afterAttempts(++this.failures);
		if (outcome.retryAfter() != null) {
			this.retryAfter = now + outcome.retryAfter().toNanos();
		}
		this.waiting.addLast(batch);
	}

	private void refused(Batch batch) {
		if (this.closing) {
			abandon();
			return;
		}
		this.notBefore = System.nanoTime() + this.backoff.ceiling(++this.failures);
		this.waiting.addFirst(batch);
	}

	private void makeSmaller(Batch batch) {
		List<Batch> smaller = new ArrayList<>();
		if (batch.size() > 1) {
			int half = batch.size() / 2;
			List<ObservationData> observations = batch.observations();
			smaller.addAll(this.encoder.encode(observations.subList(0, half), this::failedToEncode));
			smaller.addAll(this.encoder.encode(observations.subList(half, batch.size()), this::failedToEncode));
		}
		else {
			ObservationData trimmed = TooLarge.trim(batch.observations().get(0));
			if (trimmed == null) {
				lose(batch, LossReason.TOO_LARGE);
				return;
			}
			smaller.add(this.encoder.encodeSmaller(trimmed, batch.heldBytes()));
		}
		this.open.remove(batch);
		smaller.forEach(this::enqueue);
		this.tickets.forEach((ticket) -> ticket.replace(batch, smaller));
	}

	private void lose(Batch batch, LossReason reason) {
		if (this.open.contains(batch)) {
			this.account.lost(reason, batch.size(), batch.heldBytes());
			settle(batch, false);
		}
	}

	private void settle(Batch batch, boolean delivered) {
		this.open.remove(batch);
		this.waiting.remove(batch);
		this.tickets.forEach((ticket) -> ticket.settle(batch, delivered));
	}

}
