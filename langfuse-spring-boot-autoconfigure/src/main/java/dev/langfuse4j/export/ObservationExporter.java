package dev.langfuse4j.export;

import java.util.List;

import dev.langfuse4j.lang.ExtensionPoint;
import dev.langfuse4j.observation.ObservationData;

/**
 * Gets finished observations beside or instead of a Langfuse server, which has its own
 * way in. Add a bean of this type.
 * <p>
 * Called on the one export thread, never on a thread of the application: it may do I/O,
 * but while it does nothing else is exported. A batch on which it throws is lost for this
 * exporter, which is logged once, and counted where there is no server that got it.
 */
@ExtensionPoint
@FunctionalInterface
public interface ObservationExporter {

	/**
	 * Takes some finished observations, in the order in which they ended.
	 * @param observations the observations, never empty
	 */
	void export(List<ObservationData> observations);

}
