package flashsalelab.sale.transport;

import flashsalelab.sale.rabbit.RabbitSettings;
import flashsalelab.sale.settings.SettingsReader;
import java.util.List;

/**
 * How purchases are answered; the same for all processes of a sale.
 *
 * @param pattern {@code SALE_PATTERN}: {@link #SYNC} or {@link #QUEUED}
 * @param queue {@code SALE_QUEUE}: the transport of the queued pattern
 * @param limit {@code QUEUE_LIMIT}: how many purchases of a product may be undecided
 * @param latch {@code SOLD_OUT_LATCH}: whether a product that is sold out is refused from memory
 * @param rabbit how to talk to RabbitMQ, where that is the transport
 */
public record PatternSettings(
    String pattern, String queue, int limit, boolean latch, RabbitSettings rabbit) {
  /** Answers with the decision. */
  public static final String SYNC = "sync";

  /** Answers with the promise of a decision. */
  public static final String QUEUED = "queued";

  private static final String ON = "on";

  /** Reads the variables. */
  public static PatternSettings read(SettingsReader environment) {
    return new PatternSettings(
        environment.choice("SALE_PATTERN", SYNC, List.of(SYNC, QUEUED)),
        environment.choice("SALE_QUEUE", Transports.DEFAULT, Transports.names()),
        environment.integer("QUEUE_LIMIT", 100_000, 1, 100_000_000),
        environment.choice("SOLD_OUT_LATCH", ON, List.of(ON, "off")).equals(ON),
        RabbitSettings.read(environment));
  }

  /** Whether purchases are answered with the promise of a decision. */
  public boolean isQueued() {
    return pattern.equals(QUEUED);
  }
}
