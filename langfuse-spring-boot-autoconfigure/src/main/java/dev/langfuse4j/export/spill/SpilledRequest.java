/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import dev.langfuse4j.lang.Internal;

/**
 * A request that waits on disk.
 *
 * @param kind the kind of request, 0 for observations
 * @param items how many observations or other items it carries
 * @param format the format of the body, a number from 0 to 63 that nobody reads here
 * @param body its body: masked, encoded, without credentials
 * @since 0.1.0
 */
@Internal
public record SpilledRequest(int kind, int items, int format, byte[] body) {

}
