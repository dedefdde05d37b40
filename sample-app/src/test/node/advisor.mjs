// A service with the official SDK: continues the trace that it is asked in, observes what it
// does, and asks the next service in that trace. Langfuse is configured by the environment.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { propagateAttributes, startActiveObservation } from "@langfuse/tracing";
import { context, propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

const next = process.env.NEXT_SERVICE;
const langfuse = new LangfuseSpanProcessor({ exportMode: "immediate" });

// With the propagators of OpenTelemetry: traceparent and baggage of the W3C
new NodeTracerProvider({ spanProcessors: [langfuse] }).register();

async function ask(question) {
  const headers = { "content-type": "application/json" };
  propagation.inject(context.active(), headers);
  const response = await fetch(next, { method: "POST", headers, body: question });
  return response.text();
}

const advise = (question) =>
  propagateAttributes({ metadata: { "ädvisor k": "100% node, é" }, asBaggage: true }, () =>
    startActiveObservation("advise", async (observation) => {
      const answer = await startActiveObservation("look up", () => ask(question), { asType: "tool" });
      observation.update({ input: question, output: answer });
      return answer;
    }, { asType: "agent" }));

const server = createServer(async (request, response) => {
  try {
    const question = await text(request);
    const caller = propagation.extract(ROOT_CONTEXT, request.headers);
    response.end(await context.with(caller, () => advise(question)));
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});

server.listen(0, "localhost", () => console.log(`http://localhost:${server.address().port}/advise`));

process.once("SIGTERM", async () => {
  server.close();
  await langfuse.shutdown();
  process.exit(0);
});
