/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.DefaultResourceLoader;

/**
 * Reads and writes the datasets of Langfuse, which are collections of test cases. Inject
 * this bean.
 *
 * <pre class="code">
 * Dataset&lt;Question, Answer&gt; cases = datasets.dataset("team/qa").input(Question.class).expected(Answer.class).get();
 *
 * datasets.item("team/qa").input(question).expected(answer).save();
 * </pre>
 *
 * A dataset belongs to the project of the current trace, otherwise to the project of a
 * trace that would begin here. Without keys, with Langfuse disabled, and with
 * {@code langfuse.datasets.offline}, datasets are read from files below
 * {@code langfuse.datasets.location}, and nothing can be written.
 * <p>
 * Methods that ask the server block, at most for {@code langfuse.datasets.timeout} for
 * each request. They throw {@link DatasetNotFoundException} if Langfuse has no such
 * dataset or item, {@link DatasetUnavailableException} if there is no server,
 * {@link dev.langfuse4j.http.LangfuseApiException} if the server refuses or does not
 * answer, and {@link IllegalStateException} on a thread that must not block. Thread-safe.
 *
 * @since 0.1.0
 */
public interface LangfuseDatasets {

	/**
	 * Describes a dataset that is to be read. Nothing is read yet.
	 * @param name the name of the dataset with its folders, such as {@code team/qa}; or
	 * the location of a local file of JSON lines, which begins with {@code classpath:} or
	 * {@code file:}
	 * @return the specification, by which the dataset is read
	 * @throws IllegalArgumentException if the name is empty
	 */
	DatasetSpec<Object, Object> dataset(String name);

	/**
	 * Creates a dataset, or changes the one that has the name.
	 * @param name the name of the dataset with its folders
	 * @return the builder, by which the dataset is saved
	 * @throws IllegalArgumentException if the name is empty
	 */
	DatasetBuilder create(String name);

	/**
	 * Creates an item of a dataset, or changes the one that has its id.
	 * @param dataset the name of the dataset, which exists already
	 * @return the builder, by which the item is saved
	 * @throws IllegalArgumentException if the name is empty
	 */
	DatasetItemBuilder item(String dataset);

	/**
	 * Deletes an item, together with its results in all runs. An item that is only
	 * {@linkplain DatasetItemBuilder#archived() archived} keeps them.
	 * @param id the id of the item
	 */
	void deleteItem(String id);

	/**
	 * Returns datasets that are read from files below {@code classpath:/datasets/},
	 * without Spring and without Langfuse.
	 * @return datasets that can be read, but not written
	 */
	static LangfuseDatasets local() {
		return new LocalDatasets(new LocalFiles(new DefaultResourceLoader(), DatasetSettings.DEFAULT_LOCATION),
				new DatasetConversion(JsonMapper::shared));
	}

}
