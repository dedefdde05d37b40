/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.util.function.Supplier;

import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ResourceLoader;

/**
 * The {@link LangfuseDatasets} of an application context.
 *
 * @since 0.1.0
 */
@Internal
public final class DefaultLangfuseDatasets implements LangfuseDatasets {

	private final DatasetSettings settings;

	private final LangfuseApiClients clients;

	private final LocalFiles files;

	private final ServerDatasets server;

	private final DatasetWriter writer;

	private final DatasetConversion conversion;

	/**
	 * Creates the bean.
	 * @param clients the servers
	 * @param project finds the project in scope
	 * @param settings how datasets are read and written
	 * @param mapper reads values; asked for when first needed
	 * @param loader finds local files
	 * @param capture redacts what is written
	 * @param masking masks what is written
	 */
	public DefaultLangfuseDatasets(LangfuseApiClients clients, Supplier<@Nullable String> project,
			DatasetSettings settings, Supplier<JsonMapper> mapper, ResourceLoader loader, ContentCapture capture,
			DatasetMasking masking) {
		this.settings = settings;
		this.clients = clients;
		this.files = new LocalFiles(loader, settings.location());
		this.server = new ServerDatasets(clients, project, new DatasetApi(settings.timeout(), settings.retries()));
		this.writer = new DatasetWriter(this.server, new DatasetValues(capture, masking, settings.timeout()));
		this.conversion = new DatasetConversion(mapper);
	}

	@Override
	public DatasetSpec<Object, Object> dataset(String name) {
		return DefaultDatasetSpec.of(this::read, this.conversion, name);
	}

	private RawDataset read(DatasetQuery query) {
		if (LocalFiles.isLocation(query.name())) {
			return this.files.read(query);
		}
		String reason = whyLocal();
		return (reason != null) ? this.files.read(query, reason) : this.server.read(query);
	}

	@Override
	public DatasetBuilder create(String name) {
		return new DefaultDatasetBuilder(requireServer(), name);
	}

	@Override
	public DatasetItemBuilder item(String dataset) {
		return new DefaultDatasetItemBuilder(requireServer(), dataset);
	}

	@Override
	public void deleteItem(String id) {
		requireServer().deleteItem(id);
	}

	private DatasetWriter requireServer() {
		String reason = whyLocal();
		if (reason != null) {
			throw new DatasetUnavailableException("Datasets cannot be written: " + reason + ".");
		}
		return this.writer;
	}

	/**
	 * Returns the reason why datasets are read from local files, or {@code null} if they
	 * are not.
	 */
	private @Nullable String whyLocal() {
		if (this.settings.offline()) {
			return "langfuse.datasets.offline is true";
		}
		return this.clients.isEmpty() ? this.clients.absence() : null;
	}

}
