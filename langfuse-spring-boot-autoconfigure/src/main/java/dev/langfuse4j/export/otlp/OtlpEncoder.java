/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.List;

import dev.langfuse4j.http.SdkVersion;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Writes observations as spans and spans as a request. Not thread-safe.
 *
 * @since 0.1.0
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#binary-protobuf-encoding">
 * OTLP: binary protobuf encoding</a>
 */
@Internal
public final class OtlpEncoder {

	/**
	 * The path of the endpoint below the server's address.
	 */
	public static final String PATH = "/api/public/otel/v1/traces";

	private static final int USUAL_LENGTH = 4_096;

	/**
	 * Maximum size of a buffer to keep for the next observation.
	 */
	private static final int MAX_KEPT_LENGTH = 256 * 1_024;

	private final OtlpEnvelope envelope;

	/**
	 * The buffer of all observations: to make it for each took a third of the time.
	 */
	private final ProtobufWriter span = new ProtobufWriter(USUAL_LENGTH, MAX_KEPT_LENGTH);

	private final SpanWriter writer = new SpanWriter(this.span);

	private final @Nullable String environment;

	/**
	 * Creates an encoder.
	 * @param resource what all observations have in common
	 */
	public OtlpEncoder(ResourceAttributes resource) {
		this.environment = resource.environment();
		this.envelope = new OtlpEnvelope(write(resource), scope());
	}

	/**
	 * The environment of observations that have none of their own.
	 * @return the environment, or {@code null} for that of the server
	 */
	public @Nullable String environment() {
		return this.environment;
	}

	/**
	 * Writes one observation.
	 * @param observation the observation
	 * @return a span in protobuf
	 */
	public byte[] span(ObservationData observation) {
		this.span.reset();
		this.writer.write(observation);
		return this.span.toByteArray();
	}

	/**
	 * Puts spans into a request.
	 * @param spans the spans in protobuf, never empty
	 * @return the request's body in protobuf
	 */
	public byte[] request(List<byte[]> spans) {
		return this.envelope.request(spans);
	}

	private static byte[] write(ResourceAttributes resource) {
		ProtobufWriter out = new ProtobufWriter(USUAL_LENGTH);
		AttributeWriter attributes = new AttributeWriter(out, OtlpFields.RESOURCE_ATTRIBUTES);
		attributes.text(OtlpNames.SERVICE_NAME, resource.serviceName());
		attributes.text(OtlpNames.SERVICE_VERSION, resource.serviceVersion());
		attributes.text(OtlpNames.RELEASE, resource.release());
		attributes.text(OtlpNames.ENVIRONMENT, resource.environment());
		resource.others().forEach(attributes::text);
		return out.toByteArray();
	}

	private static byte[] scope() {
		ProtobufWriter out = new ProtobufWriter(USUAL_LENGTH);
		out.text(OtlpFields.SCOPE_NAME, OtlpNames.SCOPE);
		out.text(OtlpFields.SCOPE_VERSION, SdkVersion.get());
		return out.toByteArray();
	}

}
