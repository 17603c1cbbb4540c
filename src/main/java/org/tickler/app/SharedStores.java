package org.tickler.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.extension.ExtensionContext;
import org.jdbi.v3.core.extension.ExtensionFactory;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.sqlobject.SqlObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes each store once for the whole program, and gives every handle a thin front to it. The
 * library makes a store for every handle, with all of its methods, which takes longer than most of
 * our queries take the database. What is set on a single handle (a row mapper, say) therefore does
 * not reach the stores; we set such things on the {@link Jdbi} only. Safe for use by many threads.
 */
final class SharedStores implements ExtensionFactory {
    private final Current current;
    private final ExtensionFactory maker;
    private final Map<Class<?>, InvocationHandler> stores = new ConcurrentHashMap<>();

    private SharedStores(Jdbi jdbi, ExtensionFactory maker) {
        this.current = new Current(jdbi);
        this.maker = maker;
    }

    /** To be called when all else is set up: a store has the configuration of its first use. */
    static void install(Jdbi jdbi) {
        Extensions extensions = jdbi.getConfig(Extensions.class);
        extensions.register(
                new SharedStores(
                        jdbi, extensions.findFactory(SqlObjectFactory.class).orElseThrow()));
    }

    @Override
    public boolean accepts(Class<?> type) {
        // The library looks through all annotations of a type to tell.
        return stores.containsKey(type) || maker.accepts(type);
    }

    @Override
    public Set<FactoryFlag> getFactoryFlags() {
        return Set.of(FactoryFlag.DONT_USE_PROXY);
    }

    @Override
    public <E> E attach(Class<E> type, HandleSupplier handles) {
        InvocationHandler store =
                stores.computeIfAbsent(
                        type, key -> Proxy.getInvocationHandler(maker.attach(key, current)));
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (front, method, arguments) ->
                                current.call(
                                        handles, () -> store.invoke(front, method, arguments))));
    }

    private interface Call {
        @Nullable Object run() throws Throwable;
    }

    /** The handle for which a thread calls a store at the moment. */
    private static final class Current implements HandleSupplier {
        private final Jdbi jdbi;
        private final ThreadLocal<@Nullable HandleSupplier> handles = new ThreadLocal<>();

        Current(Jdbi jdbi) {
            this.jdbi = jdbi;
        }

        /** Calls may be nested: a method of a store may use a store of another handle. */
        @Nullable Object call(HandleSupplier caller, Call call) throws Throwable {
            HandleSupplier before = handles.get();
            handles.set(caller);
            try {
                return call.run();
            } finally {
                if (before == null) {
                    handles.remove();
                } else {
                    handles.set(before);
                }
            }
        }

        private HandleSupplier caller() {
            HandleSupplier caller = handles.get();
            if (caller == null) {
                throw new IllegalStateException("A store was used after its call had ended");
            }
            return caller;
        }

        @Override
        public Handle getHandle() {
            return caller().getHandle();
        }

        @Override
        public Jdbi getJdbi() {
            return jdbi;
        }

        @Override
        public ConfigRegistry getConfig() {
            return jdbi.getConfig();
        }

        @Override
        public <V> V invokeInContext(ExtensionContext context, Callable<V> task) throws Exception {
            return caller().invokeInContext(context, task);
        }
    }
}
