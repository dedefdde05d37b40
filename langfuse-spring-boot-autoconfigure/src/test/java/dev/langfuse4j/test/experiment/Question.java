package dev.langfuse4j.test.experiment;

/**
 * The input of the items of {@code datasets/sums.jsonl}.
 */
record Question(String text) {

}
