package org.springframework.amqp.rabbit.core;

public interface RabbitTemplate {

	void convertAndSend(String queue, Object message, java.util.function.UnaryOperator<Message> processor);

	interface Message {

		Properties getMessageProperties();

	}

	interface Properties {

		java.util.Map<String, Object> getHeaders();

	}

}
