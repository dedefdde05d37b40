package com.example.kotlin

import dev.langfuse4j.annotation.Observe
import dev.langfuse4j.annotation.ObserveTrace
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import org.springframework.beans.factory.getBean
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import org.springframework.stereotype.Component

/**
 * Calls functions of all kinds, most of them suspending, and ends.
 */
@SpringBootApplication
class KotlinApplication

fun main(args: Array<String>) {
	runApplication<KotlinApplication>(*args).use { context ->
		val answer = runBlocking { context.getBean<Outer>().outer(Question("why", 3)) }
		println("answer $answer")
	}
	println("main ends at ${System.currentTimeMillis()}")
}

data class Question(val text: String, val topK: Int)

data class Answer(val texts: List<String?>)

@JvmInline
value class UserId(val value: String)

data class User(val id: UserId, val visits: UInt, val friends: List<UserId>) {

	val portrait: String by lazy { error("evaluated") }

}

@Component
class Outer(private val inner: Inner) {

	@Observe
	@ObserveTrace(userId = "'ada'", sessionId = "'c-1'", tags = ["vip", "beta"])
	suspend fun outer(question: Question): Answer {
		delay(5)
		val failure = runCatching { inner.failing(question) }.exceptionOrNull()
		val parallel = coroutineScope {
			listOf(async { inner.parallel("1") }, async { inner.parallel("2") }).awaitAll()
		}
		inner.byId(UserId("u-1"), 4294967295u)
		inner.visits()
		inner.total(UserId("u-1"))
		inner.attempt()
		return Answer(listOf(
			inner.suspending("a"),
			withContext(Dispatchers.IO) { inner.suspendingOnIo("b") },
			inner.blocking("c"),
			withContext(Dispatchers.IO) { inner.blockingOnIo("d") },
			inner.flowing(3).toList().joinToString(""),
			inner.suspendingFlow(2).toList().joinToString(""),
			failure?.message,
			withTimeoutOrNull(50) { inner.slow() },
			inner.nothing()) + parallel)
	}

}

@Component
class Inner(private val innermost: Innermost) {

	@Observe
	suspend fun suspending(text: String): String {
		delay(5)
		return innermost.deepest(text)
	}

	@Observe
	suspend fun suspendingOnIo(text: String): String {
		delay(5)
		return text + innermost.deepBlocking(text)
	}

	@Observe
	fun blocking(text: String) = text

	@Observe
	fun blockingOnIo(text: String) = text

	@Observe
	suspend fun parallel(text: String): String {
		delay(20)
		return text
	}

	@Observe
	fun flowing(n: Int): Flow<String> = flow {
		repeat(n) {
			delay(1)
			emit(innermost.deepInFlow(it))
		}
	}

	@Observe
	suspend fun suspendingFlow(n: Int): Flow<String> {
		delay(1)
		return flow { repeat(n) { emit("$it") } }
	}

	@Observe
	suspend fun failing(question: Question): String {
		delay(5)
		throw IllegalStateException("cannot say ${question.text}")
	}

	@Observe
	suspend fun slow(): String {
		delay(60_000)
		return "too late"
	}

	@Observe
	suspend fun nothing(): String? = null

	@Observe
	fun byId(id: UserId, visits: UInt) = User(id, visits, listOf(UserId("u-2")))

	@Observe
	internal fun visits(): UInt = 4294967295u

	@Observe
	suspend fun total(id: UserId): UInt {
		delay(1)
		return 4294967295u
	}

	@Observe
	suspend fun attempt(): Result<String> {
		delay(1)
		return Result.failure(IllegalStateException("cannot"))
	}

}

@Component
class Innermost {

	@Observe(output = "#result + #text")
	suspend fun deepest(text: String): String {
		delay(5)
		return text
	}

	@Observe
	fun deepBlocking(text: String) = text

	@Observe
	fun deepInFlow(i: Int) = "$i"

}
