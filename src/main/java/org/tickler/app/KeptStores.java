package org.tickler.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.extension.ExtensionFactory;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same store again to whoever attaches it twice to one handle: to make one takes the
 * library longer than most of our queries take the database. Safe for use by many threads; a handle
 * is used by one.
 */
final class KeptStores implements ExtensionFactory {
    /** Set while the library makes a store in its own way. */
    private final ThreadLocal<Boolean> making = ThreadLocal.withInitial(() -> false);

    /** The stores of one handle: every handle has a configuration of its own. */
    public static final class Kept implements JdbiConfig<Kept> {
        private final Map<Class<?>, Object> stores = new HashMap<>();
        private @Nullable Handle of;

        private @Nullable Object get(Handle handle, Class<?> type) {
            if (of != handle) {
                stores.clear();
                of = handle;
            }
            return stores.get(type);
        }

        /** The stores belong to a handle, not to its copies. */
        @Override
        public Kept createCopy() {
            return new Kept();
        }
    }

    @Override
    public boolean accepts(Class<?> type) {
        return type.isInterface()
                && type.getPackageName().startsWith("org.tickler.")
                && !making.get();
    }

    @Override
    public Set<FactoryFlag> getFactoryFlags() {
        return Set.of(FactoryFlag.DONT_USE_PROXY);
    }

    @Override
    public <E> E attach(Class<E> type, HandleSupplier handles) {
        Handle handle = handles.getHandle();
        Kept kept = handle.getConfig(Kept.class);
        Object known = kept.get(handle, type);
        if (known == null) {
            making.set(true);
            try {
                known = handle.attach(type);
            } finally {
                making.set(false);
            }
            kept.stores.put(type, known);
        }
        return type.cast(known);
    }
}
