package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.langfuse4j.export.ExportListener;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.export.queue.DeliveryLedger;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ProjectName;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests of one project to its server. A batch leaves by delivery, by a refusal
 * of the server, for want of room, or when the application ends, never because it is old.
 * Touched by the export thread only.
 */
@Internal
public final class Delivery {

	private final DeliveryThread thread;

	private final Sender sender;

	private final LongSupplier ticks;

	private final DeliveryLog log;

	private final DeliveryHistory history = new DeliveryHistory();

	private final Admission admission;

	private final DeliveryLedger ledger;

	private final RequestGate gate;

	private final Backlog backlog;

	private final Settlement settlement = new Settlement();

	private final BacklogRelief relief;

	private final OutcomeHandler outcomes;

	private final @Nullable Spill spill;

	private final @Nullable StoredBacklog stored;

	/**
	 * How far apart it is looked whether a project takes anything again that has
	 * something on disk.
	 */
	private final Backoff looks;

	private int looked;

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
	 * @param client asks the server
	 * @param stored the kind of request that may wait on disk
	 * @param settings bounds and times
	 * @param ledger settles what was delivered or lost
	 * @param admission whether the project takes observations
	 * @param listener hears of the work
	 */
	public Delivery(ProjectName project, DeliveryThread thread, LangfuseHttpClient client, RequestKind stored,
			ExportSettings settings, DeliveryLedger ledger, Admission admission, ExportListener listener) {
		this(thread, stored, settings, ledger, admission, new DeliveryLog(project, client.connection()),
				Spill.of(settings, project, client.connection(), ledger.statistics()),
				(history) -> new RequestSender(thread, client, history, listener), System::nanoTime);
	}

	Delivery(DeliveryThread thread, RequestKind kind, ExportSettings settings, DeliveryLedger ledger,
			Admission admission, DeliveryLog log, @Nullable Spill spill, Function<DeliveryHistory, Sender> sender,
			LongSupplier ticks) {
		this.thread = thread;
		this.sender = sender.apply(this.history);
		this.ticks = ticks;
		this.log = log;
		this.ledger = ledger;
		this.admission = admission;
		this.gate = new RequestGate(settings.retry(), settings.maxInFlight(), ticks);
		this.backlog = new Backlog(ledger, LossReason.ENCODE_ERROR, ticks);
		this.spill = spill;
		this.relief = new BacklogRelief(this.backlog, ledger, this.settlement, log, spill, settings.overflow());
		this.outcomes = new OutcomeHandler(settings.retry().budget(), admission, this.gate, this.settlement,
				this.relief, log);
		this.stored = (spill != null) ? new StoredBacklog(spill, kind, ledger.statistics(), ticks) : null;
		this.looks = new Backoff(settings.retry().firstProbe(), settings.retry().maxProbe());
	}

	/**
	 * Takes requests, to be sent as soon as may be.
	 * @param payloads what they carry
	 */
	public void add(List<? extends Payload> payloads) {
		long now = this.ticks.getAsLong();
		payloads.forEach((payload) -> this.backlog.add(new Batch(payload, now)));
		pump();
		relieve();
	}

	/**
	 * Something that has a place in the queue cannot be sent.
	 * @param kind what kind of request it would have been
	 * @param reason why
	 * @param heldBytes what it weighs in the queue
	 */
	public void lost(RequestKind kind, LossReason reason, long heldBytes) {
		this.ledger.lost(reason, 1, heldBytes);
		this.log.lost(reason, kind, 1);
	}

	/**
	 * Makes room, and tries that again as long as the disk takes nothing: a queue that is
	 * full takes no observation that would be the occasion.
	 */
	private void relieve() {
		if (!this.ended) {
			this.relief.relieve();
			this.nextRelief.cancel(false);
			long wait = this.relief.untilRelief();
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
		if (!this.gate.isHurried() && this.gate.skipOnce()) {
			pumpAll();
		}
		return settled;
	}

	/**
	 * The application is about to end: tries soon what waits, and does not wait for what
	 * takes somebody to correct it, nor for a server that wants to be left alone for
	 * longer.
	 * @param left how long somebody waits for that
	 */
	public void hurry(Duration left) {
		this.gate.hurry(left);
		pumpAll();
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
		this.relief.abandon();
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

	/**
	 * Sends what may be sent, also what should wait for a retry.
	 */
	private void pumpAll() {
		long now = this.ticks.getAsLong();
		this.backlog.delayUntil(now);
		if (this.stored != null) {
			this.stored.delayUntil(now);
		}
		pump();
	}

	/**
	 * Sends what may be sent: what is new first, what waits on disk beside it.
	 */
	private void pump() {
		if (this.ended) {
			return;
		}
		this.nextPump.cancel(false);
		long wait = this.admission.isOpen() ? sendNext() : untilLook();
		if (wait < Long.MAX_VALUE) {
			this.nextPump = this.thread.schedule(this::pump, wait);
		}
		this.history.stands(this.gate.state(), this.backlog.oldest());
	}

	/**
	 * Nobody wants what waits in memory; what is on disk waits on.
	 * @return the nanoseconds until it is looked again, the greatest value for never
	 */
	private long untilLook() {
		this.relief.discard();
		if (this.stored == null || !this.stored.isWaiting()) {
			return Long.MAX_VALUE;
		}
		this.admission.availability();
		return this.looks.ceiling(++this.looked);
	}

	/**
	 * Sends all that may be sent now.
	 * @return the nanoseconds until the next may be, the greatest value if that is up to
	 * others
	 */
	private long sendNext() {
		this.looked = 0;
		if (this.gate.isLeftAlone()) {
			this.relief.giveUp();
		}
		while (this.gate.pause() <= 0 && this.gate.isFree()) {
			Batch next = next(this.backlog);
			if (next == null) {
				break;
			}
			this.gate.started();
			send(this.backlog, next, this.gate::ended);
		}
		long untilStored = sendStored();
		long untilNext = Long.MAX_VALUE;
		if (this.gate.isFree() && this.backlog.isWaiting()) {
			untilNext = this.gate.isProbing() ? 0 : this.backlog.untilNextDue();
		}
		long next = Math.min(untilStored, untilNext);
		return (next < Long.MAX_VALUE) ? Math.max(this.gate.pause(), next) : next;
	}

	private long sendStored() {
		boolean probing = this.gate.isProbing();
		if (this.stored == null || !this.stored.isWaiting() || (probing && !this.backlog.isEmpty())) {
			return Long.MAX_VALUE;
		}
		if (this.gate.pause() <= 0 && this.stored.untilNext(probing) <= 0) {
			Backlog oldest = this.stored.oldest();
			Batch next = next(oldest);
			if (next != null) {
				this.stored.started();
				send(oldest, next, this.stored::ended);
				return Long.MAX_VALUE;
			}
			if (!this.stored.isWaiting()) {
				return Long.MAX_VALUE;
			}
		}
		return this.stored.untilNext(probing);
	}

	/**
	 * The next batch of a backlog. A server in trouble gets as little as can be: only the
	 * first item of it.
	 */
	private @Nullable Batch next(Backlog from) {
		if (!this.gate.isProbing()) {
			return from.takeDue();
		}
		Batch head = from.head();
		if (head != null && head.size() > 1) {
			this.settlement.split(from, head, 1, head.strikes());
		}
		return from.takeHead();
	}

	private void send(Backlog from, Batch batch, Runnable ended) {
		batch.attempt(this.gate.successes(), this.ticks.getAsLong());
		this.sender.send(batch.payload(), (outcome) -> {
			ended.run();
			received(from, batch, outcome);
		});
	}

	private void received(Backlog from, Batch batch, Outcome outcome) {
		try {
			if (from.contains(batch)) {
				this.outcomes.handle(from, batch, outcome);
			}
		}
		catch (Throwable ex) {
			this.settlement.lose(from, batch, from.unreadable());
			throw ex;
		}
		finally {
			answered();
		}
	}

	private void answered() {
		boolean hopeless = this.gate.isHopeless();
		if (this.stored != null) {
			this.stored.handled();
		}
		pump();
		if (hopeless) {
			this.backlog.giveUpWaiting();
		}
	}

}
