/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.trace.LangfuseTracer;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.aop.target.EmptyTargetSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The door of beans: puts an observing proxy around each bean that declares
 * {@link Observe @Observe}, or the advice into the proxy it has already. Works without
 * the auto-proxy creator, like {@code @Async} and {@code @Retryable}.
 *
 * @since 0.1.0
 */
@Internal
@SuppressWarnings("serial")
public final class ObserveBeanPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements EnvironmentAware, InitializingBean, SmartInitializingSingleton, DisposableBean {

	private final transient LogOnce logger = new LogOnce(ObserveBeanPostProcessor.class);

	private final transient ObserveSpecs specs = new ObserveSpecs();

	/**
	 * Early references by bean name. If the container creates such a bean again, the new
	 * instance is not mistaken for the earlier one.
	 */
	private final transient Map<String, Object> early = new ConcurrentHashMap<>();

	private final transient Advisor observing;

	/**
	 * The first advisor of those beans that are proxies when they are made, by name.
	 */
	private final transient Map<String, Advisor> ownAdvice = new ConcurrentHashMap<>();

	private transient Predicate<String> factoryBeans = (beanName) -> false;

	private final transient ObserveInterceptor interceptor;

	/**
	 * Refused proxies by class, and whether the proxy would extend it.
	 */
	private final transient Map<Map.Entry<Class<?>, Boolean>, Optional<ProxyRefusedException>> refusals = new ConcurrentHashMap<>();

	private final transient UnreachableMethods unreachable;

	private final transient AnnotatedTexts texts;

	private final transient ReactiveMethods reactiveMethods;

	private final transient @Nullable SecuredResults securedResults;

	private final transient @Nullable AsyncMethods asyncMethods;

	private transient BiConsumer<String, String> projectCheck = (project, method) -> {
	};

	private transient Consumer<List<String>> reactiveReport = (methods) -> {
	};

	/**
	 * Creates the post-processor. It runs before most beans exist, so its collaborators
	 * are resolved at the first call of an observed method.
	 * @param tracer starts the observations
	 * @param handlers for methods that do not begin when they are called
	 * @param followers for return types of other libraries
	 * @param report receives the methods that a proxy cannot intercept
	 * @param outermost whether to observe around all other advice of a bean, rather than
	 * right around the method
	 */
	public ObserveBeanPostProcessor(Supplier<LangfuseTracer> tracer, Supplier<List<ReturnValueHandler>> handlers,
			Supplier<List<ResultFollower>> followers, UnreachableMethodsReport report, boolean outermost) {
		this.asyncMethods = outermost ? new AsyncMethods(this.specs) : null;
		this.interceptor = new ObserveInterceptor(this.specs, () -> {
			CallWarmUp.applicationCalls();
			return tracer.get();
		}, () -> new ReturnValueHandlers(handlers.get(), followers.get()), this.asyncMethods);
		this.unreachable = new UnreachableMethods(this.specs, report);
		this.texts = new AnnotatedTexts(this.specs);
		this.reactiveMethods = new ReactiveMethods(this.specs);
		this.securedResults = outermost ? null : new SecuredResults(this.specs, this.interceptor);
		this.observing = new DefaultPointcutAdvisor(new ObservePointcut(this.specs), this.interceptor);
		this.advisor = this.observing;
		setBeforeExistingAdvisors(outermost);
	}

	/**
	 * Checks the projects that annotations name, once all beans exist that the
	 * application starts with.
	 * @param projectCheck is given a project and a method; may stop the start by an
	 * exception
	 */
	public void setProjectCheck(BiConsumer<String, String> projectCheck) {
		this.projectCheck = projectCheck;
	}

	/**
	 * Reports, once all beans exist that the application starts with, that observed
	 * methods return publishers without automatic context propagation.
	 * @param reactiveReport is given the methods
	 */
	public void setReactiveReport(Consumer<List<String>> reactiveReport) {
		this.reactiveReport = reactiveReport;
	}

	/**
	 * Resolves everything that calls need, before the first call. Throws only errors of
	 * the virtual machine. A collaborator that is not available is resolved again later.
	 */
	public void prepare() {
		this.interceptor.prepare();
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.factoryBeans = (beanName) -> beanFactory.containsBean(BeanFactory.FACTORY_BEAN_PREFIX + beanName);
		this.specs.setBeans(new BeanFactoryResolver(beanFactory));
		this.specs.setVariables(() -> beanFactory.getBeanProvider(ExpressionVariable.class).orderedStream().toList());
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.specs.setPlaceholders(environment::resolvePlaceholders);
	}

	/**
	 * Begins to observe woven code.
	 */
	@Override
	public void afterPropertiesSet() {
		WovenDoor.open(this.interceptor);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.unreachable.started();
		this.texts.checkProjects(this.projectCheck);
		this.reactiveMethods.report(this.reactiveReport);
	}

	@Override
	public void destroy() {
		WovenDoor.close(this.interceptor);
	}

	/**
	 * Beans that refer to each other in a circle get the proxy early, once.
	 */
	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		this.early.put(beanName, targetOf(bean));
		return advise(bean, beanName);
	}

	/**
	 * A bean that is a proxy when it is made has advice of its own: what that answers is
	 * the bean's answer, whether it proceeds or not.
	 */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof Advised proxy && proxy.getAdvisorCount() > 0 && !this.early.containsKey(beanName)) {
			this.ownAdvice.put(beanName, proxy.getAdvisors()[0]);
		}
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (this.early.remove(beanName) == targetOf(bean)) ? bean : advise(bean, beanName);
	}

	/**
	 * Early a bean may come in a proxy of another post-processor, later without it.
	 */
	private static Object targetOf(Object bean) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return (target != null) ? target : bean;
	}

	private Object advise(Object bean, String beanName) {
		try {
			if (bean instanceof Advised proxy && isWithoutTarget(proxy)) {
				addFirst(proxy, 0, bean.getClass());
				return bean;
			}
			Advisor own = ownAdvice(bean, beanName);
			if (own != null && bean instanceof Advised proxy && !proxy.isFrozen()) {
				addFirst(proxy, proxy.indexOf(own), AopUtils.getTargetClass(bean));
			}
			Object advised = (bean instanceof Advised proxy && proxy.indexOf(this.observing) >= 0) ? bean
					: super.postProcessAfterInitialization(bean, beanName);
			if (advised instanceof Advised proxy && proxy.indexOf(this.interceptor) >= 0) {
				if (this.securedResults != null) {
					this.securedResults.advise(proxy);
				}
				if (this.asyncMethods != null) {
					this.asyncMethods.advise(proxy, targetClass(bean));
				}
				this.unreachable.inspect(targetClass(bean), proxy);
				this.texts.inspect(targetClass(bean));
				this.reactiveMethods.inspect(targetClass(bean));
			}
			return advised;
		}
		catch (AopConfigException ex) {
			if (!(ex instanceof ProxyRefusedException)) {
				warn(bean.getClass(), beanName);
			}
			this.unreachable.inspect(targetClass(bean), ex);
			return bean;
		}
	}

	/**
	 * The first advisor of a bean that was a proxy before any post-processor saw it. What
	 * a factory makes comes here when others have added theirs, such as for
	 * {@code @Async}.
	 */
	private @Nullable Advisor ownAdvice(Object bean, String beanName) {
		Advisor own = this.ownAdvice.remove(beanName);
		if (own != null || !(bean instanceof Advised proxy) || !this.factoryBeans.test(beanName)
				|| targetOf(bean) instanceof SpringProxy) {
			return own;
		}
		return Arrays.stream(proxy.getAdvisors())
			.filter((advisor) -> !(advisor.getAdvice() instanceof AsyncExecutionInterceptor))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Places the observation around advice that may do the work and need not proceed.
	 */
	private void addFirst(Advised proxy, int position, Class<?> type) {
		if (position >= 0 && proxy.indexOf(this.observing) < 0 && isEligible(type)) {
			proxy.addAdvisor(position, this.observing);
		}
	}

	/**
	 * Refuses a proxy that could observe nothing, or that would break the bean.
	 */
	@Override
	protected void customizeProxyFactory(ProxyFactory proxyFactory) {
		Class<?> target = proxyFactory.getTargetClass();
		if (target == null || target.isInterface() || Proxy.isProxyClass(target) || ClassUtils.isLambdaClass(target)) {
			return;
		}
		ProxyReach reach = ProxyReach.of(ClassUtils.getUserClass(target), proxyFactory);
		Optional<ProxyRefusedException> refusal = this.refusals.computeIfAbsent(Map.entry(target, reach.extendsClass()),
				(key) -> Optional.ofNullable(refusal(reach)));
		if (refusal.isPresent()) {
			throw refusal.get();
		}
	}

	private @Nullable ProxyRefusedException refusal(ProxyReach reach) {
		if (!this.unreachable.isAnyReachedBy(reach)) {
			return new ProxyRefusedException(reach, null);
		}
		Method broken = reach.extendsClass() ? BreakingFinals.find(reach.type()) : null;
		return (broken != null) ? new ProxyRefusedException(reach, broken) : null;
	}

	private static boolean isWithoutTarget(Advised proxy) {
		return proxy.getTargetSource() instanceof EmptyTargetSource && !proxy.isFrozen();
	}

	private static Class<?> targetClass(Object bean) {
		return ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
	}

	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		try {
			return super.determineBeanType(beanClass, beanName);
		}
		catch (AopConfigException ex) {
			return beanClass;
		}
	}

	private void warn(Class<?> type, String beanName) {
		this.logger.warn(type,
				() -> "Bean '" + beanName + "' is not observed: cannot create a proxy of " + type.getName()
						+ ". Make the class non-final, or use it through an interface with "
						+ "spring.aop.proxy-target-class=false");
	}

	private static final class ObservePointcut extends StaticMethodMatcherPointcut {

		private final ObserveSpecs specs;

		ObservePointcut(ObserveSpecs specs) {
			this.specs = specs;
			setClassFilter(specs::mayObserve);
		}

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return this.specs.isObserved(method, targetClass);
		}

	}

}
