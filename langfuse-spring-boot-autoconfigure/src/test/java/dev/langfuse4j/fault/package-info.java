/**
 * What happens to observations, and to the application, when the server fails: the suite
 * behind {@code docs/reliability.md}.
 */
package dev.langfuse4j.fault;
