/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import dev.langfuse4j.lang.Internal;

/**
 * Settings of the observation of the clients of providers. Immutable.
 *
 * @param enabled whether they appear in traces
 * @param reasoningApart whether reasoning has a bucket of its own in the usage
 * @since 0.1.0
 */
@Internal
public record VendorSettings(boolean enabled, boolean reasoningApart) {

}
