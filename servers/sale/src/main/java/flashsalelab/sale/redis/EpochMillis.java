package flashsalelab.sale.redis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants as Redis keeps them: epoch milliseconds as text, empty if absent. */
final class EpochMillis {
  private EpochMillis() {}

  static String write(@Nullable Instant instant) {
    return instant == null ? "" : Long.toString(instant.toEpochMilli());
  }

  static Instant read(String text) {
    return Instant.ofEpochMilli(Long.parseLong(text));
  }

  static @Nullable Instant readOptional(String text) {
    return text.isEmpty() ? null : read(text);
  }
}
