/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import dev.langfuse4j.benchmark.Payloads.Answer;
import dev.langfuse4j.benchmark.Payloads.Document;
import dev.langfuse4j.benchmark.Payloads.Message;
import dev.langfuse4j.benchmark.Payloads.Query;
import dev.langfuse4j.benchmark.Payloads.Reply;
import tools.jackson.databind.json.JsonMapper;

/**
 * The least that sending costs: JSON text of arguments and result, compressed in batches
 * on the thread of the caller, sent nowhere.
 */
final class FloorZip implements Service {

	/**
	 * As many as a batch has.
	 */
	private static final int BATCH = 512;

	private final JsonMapper json = JsonMapper.builder().build();

	private final Service target = new PlainService(null);

	private final Queue<Batch> all = new ConcurrentLinkedQueue<>();

	private final ThreadLocal<Batch> batches = ThreadLocal.withInitial(this::newBatch);

	@Override
	public String echo(String text) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Answer ask(Query query, List<Document> documents) {
		byte[] input = bytes(Map.of("query", query, "documents", documents));
		Answer answer = this.target.ask(query, documents);
		this.batches.get().add(input, bytes(answer));
		return answer;
	}

	@Override
	public Reply chat(List<Message> messages) {
		throw new UnsupportedOperationException();
	}

	@Override
	public String outer(String text) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The observations that were compressed. To be called while nobody calls.
	 */
	long observations() {
		return this.all.stream().mapToLong((batch) -> batch.observations).sum();
	}

	/**
	 * The bytes of all complete batches.
	 */
	long zippedBytes() {
		return this.all.stream().mapToLong((batch) -> batch.zippedBytes).sum();
	}

	private Batch newBatch() {
		Batch batch = new Batch();
		this.all.add(batch);
		return batch;
	}

	private byte[] bytes(Object value) {
		return this.json.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Compresses the batches of one thread.
	 */
	private static final class Batch {

		private CountingStream counting;

		private OutputStream zip;

		private long observations;

		private long zippedBytes;

		Batch() {
			open();
		}

		void add(byte[] input, byte[] output) {
			try {
				this.zip.write(input);
				this.zip.write(output);
				this.observations++;
				if (this.observations % BATCH == 0) {
					this.zip.close();
					this.zippedBytes += this.counting.count;
					open();
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private void open() {
			try {
				this.counting = new CountingStream();
				this.zip = new FastGzip(this.counting);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * Compresses as we do: with more effort by hand the comparison would flatter us.
	 */
	private static final class FastGzip extends GZIPOutputStream {

		FastGzip(OutputStream out) throws IOException {
			super(out);
			this.def.setLevel(Deflater.BEST_SPEED);
		}

	}

	private static final class CountingStream extends OutputStream {

		private long count;

		@Override
		public void write(int b) {
			this.count++;
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			this.count += length;
		}

	}

}
