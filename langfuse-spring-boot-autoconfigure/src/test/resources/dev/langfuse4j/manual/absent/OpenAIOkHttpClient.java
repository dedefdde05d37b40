package com.openai.client.okhttp;

public interface OpenAIOkHttpClient {

	static com.openai.client.OpenAIClient fromEnv() {
		throw new UnsupportedOperationException();
	}

}
