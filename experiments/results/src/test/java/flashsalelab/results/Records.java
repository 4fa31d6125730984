package flashsalelab.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of any record of the format, made by reflection, so that no component is forgotten. */
final class Records {
  private final boolean absent;
  private final String text;
  private int number;

  private Records(boolean absent, String text) {
    this.absent = absent;
    this.text = text;
  }

  /** A record whose components all differ. */
  static <R> R full(Class<R> type) {
    return full(type, "text ");
  }

  /** The same with another beginning of every text. */
  static <R> R full(Class<R> type, String text) {
    return type.cast(new Records(false, text).value(type));
  }

  /** A record without what may be absent. */
  static <R> R bare(Class<R> type) {
    return type.cast(new Records(true, "text ").value(type));
  }

  private @Nullable Object component(RecordComponent component) {
    return absent && isNullable(component) ? null : value(component.getGenericType());
  }

  static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private Object value(Type type) {
    number++;
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
          List.of(value(list.getActualTypeArguments()[0]), value(list.getActualTypeArguments()[0]));
      case ParameterizedType map when map.getRawType() == Map.class ->
          Map.of(value(map.getActualTypeArguments()[0]), value(map.getActualTypeArguments()[1]));
      case Class<?> simple -> simple(simple);
      default -> throw new IllegalArgumentException("a value of " + type);
    };
  }

  private Object simple(Class<?> type) {
    if (type == String.class) {
      return text + number;
    } else if (type == int.class || type == Integer.class) {
      return number;
    } else if (type == long.class || type == Long.class) {
      return 10_000_000_000L + number;
    } else if (type == double.class || type == Double.class) {
      return number + 1.0 / 3;
    } else if (type == boolean.class) {
      return number % 2 == 0;
    } else if (type == Instant.class) {
      return Instant.ofEpochMilli(1_700_000_000_123L + number);
    } else if (type == URI.class) {
      return URI.create("http://127.0.0.1:" + number);
    } else if (type.isEnum()) {
      return type.getEnumConstants()[number % type.getEnumConstants().length];
    } else if (type.isSealed()) {
      return value(type.getPermittedSubclasses()[number % type.getPermittedSubclasses().length]);
    } else if (type.isRecord()) {
      return record(type);
    }
    throw new IllegalArgumentException("a value of " + type);
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    @Nullable Object[] values = Arrays.stream(components).map(this::component).toArray();
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }

  /** Every public record of this module, found among its class files. */
  static List<Class<?>> all() {
    try {
      Path classes =
          Path.of(RunFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(classes)) {
        return files
            .map(file -> classes.relativize(file).toString())
            .filter(file -> file.endsWith(".class") && !file.contains("-info"))
            .sorted()
            .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
            .<Class<?>>map(Records::named)
            .filter(Class::isRecord)
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
