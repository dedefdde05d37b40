package dev.langfuse4j.dataset;

/**
 * Reads datasets as JSON, from a server or from files.
 */
@FunctionalInterface
interface DatasetSource {

	RawDataset read(DatasetQuery query);

}
