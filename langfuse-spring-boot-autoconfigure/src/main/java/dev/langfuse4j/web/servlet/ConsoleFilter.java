/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.io.IOException;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.console.Console;
import dev.langfuse4j.lang.Internal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps requests to the console unobserved, whatever filters and interceptors of the
 * application do for them: to look at traces would make traces.
 *
 * @since 0.1.0
 */
@Internal
public final class ConsoleFilter extends OncePerRequestFilter {

	private final Console console;

	private final String prefix;

	/**
	 * Creates the filter.
	 * @param console whose requests are meant
	 * @param prefix the path of the dispatcher servlet below the context, empty or
	 * beginning with a slash
	 */
	public ConsoleFilter(Console console, String prefix) {
		this.console = console;
		this.prefix = prefix;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		return !path.startsWith(this.prefix) || this.console.below(path.substring(this.prefix.length())) == null;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean outer = Unobserved.enter();
		try {
			chain.doFilter(request, response);
		}
		finally {
			Unobserved.leave(outer);
		}
	}

}
