package flashsalelab.sale;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads of a shared map that an event loop may do. */
public final class Lookup {
  private Lookup() {}

  /**
   * The value of a key, made once if there is none. Unlike {@link
   * ConcurrentHashMap#computeIfAbsent}, which may lock a bin of the map to find what is there
   * already, a value that exists is found without a lock.
   */
  public static <K, V> V getOrCreate(
      ConcurrentHashMap<K, V> values, K key, Function<? super K, ? extends V> create) {
    @Nullable V found = values.get(key);
    return found != null ? found : values.computeIfAbsent(key, create);
  }
}
