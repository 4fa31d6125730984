package flashsalelab.sale;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a sale is open.
 *
 * @param opensAt the first millisecond of the sale; absent: open from the start
 * @param closesAt the first millisecond after the sale; absent: never closes
 */
public record SaleWindow(@Nullable Instant opensAt, @Nullable Instant closesAt) {
  /** Open from the start and never closed. */
  public static final SaleWindow ALWAYS = new SaleWindow(null, null);

  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  /**
   * Instants are kept to the millisecond.
   *
   * @throws InvalidValueException names the component that is wrong
   */
  public SaleWindow {
    opensAt = toMillis("opensAt", opensAt);
    closesAt = toMillis("closesAt", closesAt);
    if (opensAt != null && closesAt != null && !closesAt.isAfter(opensAt)) {
      throw new InvalidValueException(
          "closesAt", "must be after opensAt %s, not %s".formatted(opensAt, closesAt));
    }
  }

  /** Where the sale stands at a moment. */
  public SaleState stateAt(Instant moment) {
    if (opensAt != null && moment.isBefore(opensAt)) {
      return SaleState.NOT_OPEN;
    }
    return closesAt != null && !moment.isBefore(closesAt) ? SaleState.CLOSED : SaleState.OPEN;
  }

  private static @Nullable Instant toMillis(String field, @Nullable Instant instant) {
    if (instant == null) {
      return null;
    }
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new InvalidValueException(
          field, "must be from %s to %s, not %s".formatted(EARLIEST, LATEST, instant));
    }
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }
}
