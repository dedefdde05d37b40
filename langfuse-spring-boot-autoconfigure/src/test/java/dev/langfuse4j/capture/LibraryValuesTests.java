/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Api;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Duration;
import com.google.protobuf.Field;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Syntax;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Type;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.Value;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.TokenUsage;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.capture.LangfuseCaptureAutoConfiguration;
import dev.langfuse4j.autoconfigure.kotlin.LangfuseKotlinAutoConfiguration;
import dev.langfuse4j.autoconfigure.langchain4j.LangfuseLangChain4jValuesAutoConfiguration;
import dev.langfuse4j.autoconfigure.springai.LangfuseSpringAiValuesAutoConfiguration;
import dev.langfuse4j.autoconfigure.web.LangfuseWebAutoConfiguration;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingEnvironmentImpl;
import io.vavr.Lazy;
import io.vavr.collection.CharSeq;
import io.vavr.collection.HashMap;
import io.vavr.collection.Stream;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Try;
import jakarta.jms.TextMessage;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import kotlin.LazyKt;
import kotlin.Result;
import kotlin.ResultKt;
import kotlin.UInt;
import kotlin.ULong;
import kotlin.jvm.internal.DefaultConstructorMarker;
import kotlin.random.URandomKt;
import kotlin.time.TimedValue;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.Utf8;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.bson.types.ObjectId;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import reactor.util.function.Tuples;

import org.springframework.ai.document.Document;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.SliceImpl;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.data.util.Streamable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objects of libraries that applications pass around, as an application with those
 * libraries captures them.
 */
class LibraryValuesTests {

	private static ConfigurableApplicationContext context;

	private static ContentCapture capture;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(LangfuseAutoConfiguration.class, LangfuseCaptureAutoConfiguration.class,
				LangfuseWebAutoConfiguration.class, LangfuseKotlinAutoConfiguration.class,
				LangfuseSpringAiValuesAutoConfiguration.class, LangfuseLangChain4jValuesAutoConfiguration.class)
			.web(WebApplicationType.NONE)
			.properties("langfuse.enabled=false")
			.run();
		capture = context.getBean(ContentCapture.class);
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@Test
	void fluentObjectsOfLibrariesAreReadByTheirFields() {
		ChatRequest request = ChatRequest.builder()
			.messages(UserMessage.from("hi"))
			.modelName("m")
			.toolSpecifications(ToolSpecification.builder().name("weather").description("d").build())
			.build();
		assertContains(request.parameters(), "\"modelName\":\"m\"",
				"\"toolSpecifications\":[{\"name\":\"weather\",\"description\":\"d\"");
		assertContains(new TokenUsage(1, 2), "\"inputTokenCount\":1");
		assertShown(TextSegment.from("t", Metadata.from("k", "v")), "{\"text\":\"t\",\"metadata\":{\"k\":\"v\"}}");
		assertContains(new ConsumerRecord<>("orders", 3, 42L, "key", Map.of("id", 7)),
				"{\"topic\":\"orders\",\"partition\":3,\"offset\":42,", "\"key\":\"key\",\"value\":{\"id\":7}");
		assertContains(MessageCreateParams.builder().model("claude").maxTokens(10).addUserMessage("hi").build(),
				"MessageCreateParams{", "claude", "hi");
		assertShown(new TopicPartition("orders", 3), "{\"partition\":3,\"topic\":\"orders\"}");
	}

	@Test
	void whatALibraryComparesAsAWholeIsItsText() {
		assertShown(new ObjectId("5f1d7f3a0c5e4b0001a2b3c4"), "\"5f1d7f3a0c5e4b0001a2b3c4\"");
		assertShown(MediaType.APPLICATION_JSON, "\"application/json\"");
		assertShown(HttpMethod.GET, "\"GET\"");
		assertShown(new JobKey("job", "group"), "{\"name\":\"job\",\"group\":\"group\"}");
	}

	@Test
	void messagesOfProtobufAreTheirFields() {
		Type type = Type.newBuilder()
			.setName("Order")
			.addFields(Field.newBuilder().setName("id").setNumber(1).setKind(Field.Kind.TYPE_INT64))
			.setSyntax(Syntax.SYNTAX_PROTO3)
			.build();
		assertShown(type, "{\"name\":\"Order\",\"fields\":[{\"kind\":\"TYPE_INT64\",\"number\":1,\"name\":\"id\"}],"
				+ "\"syntax\":\"SYNTAX_PROTO3\"}");
		assertShown(type.toBuilder().clearFields(), "{\"name\":\"Order\",\"syntax\":\"SYNTAX_PROTO3\"}");
		assertShown(Api.getDefaultInstance(), "{}");
		assertShown(ByteString.copyFromUtf8("abc"), "\"<3 bytes>\"");
		assertShown(BytesValue.of(ByteString.copyFromUtf8("abc")), "\"<3 bytes>\"");
		assertShown(Timestamp.newBuilder().setSeconds(1).build(), "\"1970-01-01T00:00:01Z\"");
		assertShown(Duration.newBuilder().setSeconds(90).build(), "\"PT1M30S\"");
		assertShown(UInt32Value.of(-1), "4294967295");
		assertShown(UInt64Value.of(-1), "\"18446744073709551615\"");
		ListValue list = ListValue.newBuilder().addValues(Value.newBuilder().setBoolValue(true)).build();
		Struct inner = Struct.newBuilder().putFields("list", Value.newBuilder().setListValue(list).build()).build();
		Value deep = Value.newBuilder().setStructValue(inner).build();
		assertContains(
				Struct.newBuilder()
					.putFields("password", Value.newBuilder().setStringValue("secret").build())
					.putFields("n", Value.newBuilder().setNumberValue(1.5).build())
					.putFields("deep", deep)
					.putFields("none", Value.newBuilder().setNullValueValue(0).build())
					.build(),
				"\"password\":\"<redacted>\"", "\"n\":1.5", "\"deep\":{\"list\":[true]}", "\"none\":null");
	}

	@Test
	void recordsOfAvroAreTheirValues() {
		Schema schema = SchemaBuilder.record("Order")
			.fields()
			.requiredString("id")
			.requiredBytes("data")
			.name("state")
			.type()
			.enumeration("State")
			.symbols("NEW", "OLD")
			.noDefault()
			.endRecord();
		assertShown(new GenericRecordBuilder(schema).set("id", new Utf8("o-1"))
			.set("data", ByteBuffer.allocate(4))
			.set("state", new GenericData.EnumSymbol(schema.getField("state").schema(), "NEW"))
			.build(), "{\"id\":\"o-1\",\"data\":\"<4 bytes>\",\"state\":\"NEW\"}");
		assertShown(schema, "\"<Schema.RecordSchema>\"");
	}

	@Test
	void rowsOfJooqAreTheirColumns() {
		DSLContext jooq = DSL.using(SQLDialect.H2);
		org.jooq.Field<String> name = DSL.field(DSL.name("author", "name"), SQLDataType.VARCHAR);
		org.jooq.Field<String> other = DSL.field(DSL.name("book", "name"), SQLDataType.VARCHAR);
		Record row = jooq.newRecord(name, other);
		row.set(name, "ada");
		row.set(other, "engine");
		assertContains(row, "{\"name\":\"ada\",", "\"engine\"");
		assertThat(json(row)).contains("book");
		assertShown(jooq, "\"<DefaultDSLContext>\"");
	}

	@Test
	void treesOfJackson2AreTrees() throws Exception {
		JsonNode tree = new ObjectMapper()
			.readTree("{\"a\":[1,2.5,true,null,\"t\"],\"b\":{\"api_key\":\"secret\"},\"c\":12345678901234567890}");
		assertShown(tree,
				"{\"a\":[1,2.5,true,null,\"t\"],\"b\":{\"api_key\":\"<redacted>\"},\"c\":\"12345678901234567890\"}");
	}

	@Test
	void requestsAndResponsesShowNoSecretHeader() {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(MediaType.TEXT_PLAIN);
		headers.add("X-Internal", "secret");
		headers.setBearerAuth("secret");
		headers.add("vary", "a");
		headers.add("vary", "b");
		String shown = "{\"Content-Type\":\"text/plain\",\"X-Internal\":\"<redacted>\",\"Authorization\":\"<redacted>\","
				+ "\"vary\":[\"a\",\"b\"]}";
		assertShown(headers, shown);
		assertShown(new HttpEntity<>(List.of("b"), headers), "{\"headers\":" + shown + ",\"body\":[\"b\"]}");
		assertShown(ResponseEntity.status(404).headers(headers).body("none"),
				"{\"status\":404,\"headers\":" + shown + ",\"body\":\"none\"}");
		assertShown(ResponseEntity.noContent().build(), "{\"status\":204,\"headers\":{},\"body\":null}");
		assertShown(RequestEntity.get(URI.create("https://host/a")).build(),
				"{\"method\":\"GET\",\"url\":\"https://host/a\",\"headers\":{},\"body\":null}");
		assertContains(RequestEntity.post("https://host/{id}", 1).body("b"), "\"url\":\"https://host/{id}\"");
		assertShown(ResponseCookie.from("sid", "secret").build(), "{\"name\":\"sid\",\"value\":\"<redacted>\"}");
	}

	@Test
	void documentsOfSpringAiAreTheirTexts() {
		assertShown(new Document("id", "text", Map.of("source", "s")),
				"{\"id\":\"id\",\"text\":\"text\",\"metadata\":{\"source\":\"s\"}}");
		assertContains(Collections.nCopies(5, new Document("id", "word ".repeat(10_000), Map.of())), "\"}]");
	}

	@Test
	void whatIsLoadedIsShownAndWhatIsNotStaysSo() {
		Sort sort = Sort.by("name");
		assertShown(new PageImpl<>(List.of("a", "b"), PageRequest.of(0, 2, sort), 5),
				"{\"content\":[\"a\",\"b\"],\"number\":0,\"size\":2,\"hasNext\":true,\"totalElements\":5,\"totalPages\":3}");
		assertShown(new SliceImpl<>(List.of("a")), "{\"content\":[\"a\"],\"number\":0,\"size\":1,\"hasNext\":false}");
		assertShown(Window.from(List.of("a"), ScrollPosition::offset, true), "{\"content\":[\"a\"],\"hasNext\":true}");
		assertShown(sort, "\"name: ASC\"");
		assertContains(PageRequest.of(0, 2, sort), "\"pageNumber\":0", "\"sort\":\"name: ASC\"");
		assertShown(new Chunk<>(List.of(1, 2)), "[1,2]");
		assertShown(Tuples.of("a", 2), "[\"a\",2]");
		Supplier<java.util.stream.Stream<String>> unread = () -> {
			throw new AssertionError("iterated");
		};
		assertContains(Streamable.of(unread), "\"<");
		assertShown(io.vavr.collection.List.of(1, 2), "[1,2]");
		assertShown(HashMap.of("password", "secret"), "{\"password\":\"<redacted>\"}");
		assertContains(io.vavr.collection.List.range(0, 2_000), "\"… 1000 more\"]");
		assertShown(CharSeq.of("text"), "\"text\"");
		assertContains(Stream.from(1), "\"<StreamModule");
		assertShown(Option.of(1), "1");
		assertShown(Option.none(), "null");
		assertShown(Either.left("l"), "{\"left\":\"l\"}");
		assertShown(Try.failure(new SQLException("m")), "{\"type\":\"java.sql.SQLException\",\"message\":\"m\"}");
		Lazy<String> lazy = Lazy.of(() -> "computed");
		assertShown(lazy, "\"<not evaluated>\"");
		lazy.get();
		assertShown(lazy, "\"computed\"");
	}

	@Test
	void valuesOfKotlinAreWhatTheyStandFor() {
		assertShown(boxed(UInt.class, -1), "4294967295");
		assertShown(boxed(ULong.class, -1L), "\"18446744073709551615\"");
		assertShown(boxed(kotlin.time.Duration.class, 90_000_000_000L << 1), "\"PT1M30S\"");
		assertShown(boxed(Result.class, "ok"), "\"ok\"");
		String failure = "{\"type\":\"java.lang.IllegalStateException\",\"message\":\"m\"}";
		assertShown(ResultKt.createFailure(new IllegalStateException("m")), failure);
		assertShown(boxed(Result.class, ResultKt.createFailure(new IllegalStateException("m"))), failure);
		assertShown(Map.of(boxed(UInt.class, -1), 1), "{\"4294967295\":1}");
		kotlin.Lazy<String> lazy = LazyKt.lazy(() -> "computed");
		assertShown(lazy, "\"<not evaluated>\"");
		assertThat(lazy.isInitialized()).isFalse();
		lazy.getValue();
		assertShown(lazy, "\"computed\"");
	}

	@Test
	void propertiesOfKotlinHaveTheNamesOfTheSource() throws Exception {
		Constructor<?> constructor = TimedValue.class.getDeclaredConstructor(Object.class, long.class,
				DefaultConstructorMarker.class);
		assertShown(constructor.newInstance("v", 3_000_000L << 1, null), "{\"value\":\"v\",\"duration\":\"PT0.003S\"}");
		assertThat(KotlinNames.source(TimedValue.class, "byId-oBy2BjM")).isEqualTo("byId");
		assertThat(KotlinNames.source(TimedValue.class, "find$module")).isEqualTo("find");
		assertThat(KotlinNames.source(String.class, "find$module")).isEqualTo("find$module");
		Method method = Arrays.stream(URandomKt.class.getMethods())
			.filter((candidate) -> candidate.getName().startsWith("nextUInt-") && candidate.getParameterCount() == 3)
			.findFirst()
			.orElseThrow();
		assertThat(KotlinArguments.decode(method, new Object[] { null, -1, 1 })).containsExactly(null, 4294967295L, 1L);
	}

	@Test
	void frameworksOwnObjectsAreNamedOnly() {
		assertShown(DataFetchingEnvironmentImpl.newDataFetchingEnvironment().build(),
				"\"<DataFetchingEnvironmentImpl>\"");
		assertShown(proxy(DataFetchingEnvironment.class), "\"<DataFetchingEnvironment>\"");
		assertShown(proxy(JobExecutionContext.class), "\"<JobExecutionContext>\"");
		assertShown(proxy(org.quartz.Scheduler.class), "\"<Scheduler>\"");
		assertShown(new MimeMessage(Session.getInstance(new Properties())), "\"<MimeMessage>\"");
		assertShown(proxy(TextMessage.class), "\"<TextMessage>\"");
		assertShown(proxy(java.sql.ResultSet.class), "\"<ResultSet>\"");
		assertContains(JobBuilder.newJob().withIdentity("job").ofType(org.quartz.Job.class).build(),
				"\"fullName\":\"DEFAULT.job\"");
	}

	private static Object proxy(Class<?> type) {
		return Proxy.newProxyInstance(LibraryValuesTests.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> {
					throw new AssertionError("called: " + method);
				});
	}

	private static Object boxed(Class<?> type, Object value) {
		Method box = Arrays.stream(type.getMethods())
			.filter((method) -> method.getName().equals("box-impl"))
			.findFirst()
			.orElseThrow();
		return ReflectionUtils.invokeMethod(box, null, value);
	}

	private static void assertShown(Object value, String expected) {
		assertThat(json(value)).isEqualTo(expected);
	}

	private static void assertContains(Object value, String... parts) {
		assertThat(json(value)).contains(parts);
	}

	private static String json(Object value) {
		String json = capture.content(List.of(value), 1_000_000).asText();
		return json.substring(1, json.length() - 1);
	}

}
