/**
 * What observing costs: benchmarks, run by the Maven profile {@code benchmark} and in no
 * jar.
 */
package dev.langfuse4j.benchmark;
