package dev.langfuse4j.autoconfigure;

import java.util.ArrayList;
import java.util.List;

/**
 * How methods are observed.
 */
public class ObserveProperties {

	/**
	 * Where a method is observed: right around it, inside transactions and retries, or
	 * around all other advice.
	 */
	private Order order = Order.INNERMOST;

	/**
	 * Whether the application's own meters and traces see observed methods too.
	 */
	private boolean metrics = true;

	/**
	 * Names of other libraries' observations that appear in traces too, such as
	 * 'http.server.requests', each with all names below it.
	 */
	private List<String> include = new ArrayList<>();

	public Order getOrder() {
		return this.order;
	}

	public void setOrder(Order order) {
		this.order = order;
	}

	public boolean isMetrics() {
		return this.metrics;
	}

	public void setMetrics(boolean metrics) {
		this.metrics = metrics;
	}

	public List<String> getInclude() {
		return this.include;
	}

	public void setInclude(List<String> include) {
		this.include = include;
	}

	/**
	 * Where a method is observed.
	 */
	public enum Order {

		/**
		 * Right around the method.
		 */
		INNERMOST,

		/**
		 * Around all other advice.
		 */
		OUTERMOST

	}

}
