/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

/**
 * Datasets of files, which are read-only.
 */
final class LocalDatasets implements LangfuseDatasets {

	private final LocalFiles files;

	private final DatasetConversion conversion;

	LocalDatasets(LocalFiles files, DatasetConversion conversion) {
		this.files = files;
		this.conversion = conversion;
	}

	@Override
	public DatasetSpec<Object, Object> dataset(String name) {
		return DefaultDatasetSpec.of(this.files, this.conversion, name);
	}

	@Override
	public DatasetBuilder create(String name) {
		throw readOnly();
	}

	@Override
	public DatasetItemBuilder item(String dataset) {
		throw readOnly();
	}

	@Override
	public void deleteItem(String id) {
		throw readOnly();
	}

	private static DatasetUnavailableException readOnly() {
		return new DatasetUnavailableException("Datasets of local files cannot be written: inject LangfuseDatasets.");
	}

}
