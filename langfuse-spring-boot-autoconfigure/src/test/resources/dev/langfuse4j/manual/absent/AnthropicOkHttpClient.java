package com.anthropic.client.okhttp;

public interface AnthropicOkHttpClient {

	static com.anthropic.client.AnthropicClient fromEnv() {
		throw new UnsupportedOperationException();
	}

}
