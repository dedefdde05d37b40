/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Masks IP addresses.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.2">RFC 4291</a>
 */
final class IpAddressMasker extends PatternMasker {

	private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

	private static final int GROUPS = 8;

	IpAddressMasker() {
		super(TextTraits.DIGIT | TextTraits.COLON, "(?<![\\w.:])(?:" + OCTET + "(?:\\." + OCTET + "){3}(?!\\w|\\.\\d)"
				+ "|(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{2,45}+(?:(?:\\.\\d{1,3}){3})?)", "IP address");
	}

	@Override
	int candidate(String text, int from) {
		for (int i = from; i < text.length() - 1; i++) {
			char c = text.charAt(i);
			if ((isDigit(c) || c == ':' || (isLetter(c) && Character.digit(c, 16) > 0))
					&& (i == 0 || !isPart(text.charAt(i - 1)))) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isPart(char c) {
		return isLetter(c) || isDigit(c) || c == '_' || c == '.' || c == ':';
	}

	@Override
	int confirm(String text, int start, int end) {
		String address = text.substring(start, end);
		if (address.indexOf(':') < 0) {
			return end - start;
		}
		boolean endsThere = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
		return (endsThere && isVersion6(address)) ? end - start : 0;
	}

	private static boolean isVersion6(String address) {
		int gap = address.indexOf("::");
		if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
			return false;
		}
		int groups = 0;
		for (String group : address.split(":")) {
			if (group.length() > 4 && group.indexOf('.') < 0) {
				return false;
			}
			if (!group.isEmpty()) {
				groups += (group.indexOf('.') > 0) ? 2 : 1;
			}
		}
		return (gap >= 0) ? groups > 0 && groups < GROUPS : groups == GROUPS;
	}

}
