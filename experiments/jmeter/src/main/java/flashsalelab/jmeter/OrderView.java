package flashsalelab.jmeter;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import flashsalelab.results.load.ClientOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the sale tells of an order that this generator needs; the rest is passed over.
 *
 * @param reason why it was rejected, absent where it was not
 * @param history every state it has had, the oldest first; absent while nothing is known of it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record OrderView(@Nullable String reason, @Nullable List<Change> history) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String QUEUED = "QUEUED";
  private static final String RESERVED = "RESERVED";
  private static final String REJECTED = "REJECTED";

  /** The moment an order came to a state. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Change(String state, Instant at) {}

  /**
   * Reads an answer's body.
   *
   * @throws IOException if it is not an order's
   */
  static OrderView read(String json) throws IOException {
    try {
      return MAPPER.readValue(json, OrderView.class);
    } catch (JacksonException e) {
      throw new IOException("not an order: " + json, e);
    }
  }

  /** How its purchase was decided, and when; empty while it is not. */
  Optional<Decision> decision() throws IOException {
    Optional<Instant> accepted = at(QUEUED);
    Optional<Instant> reserved = at(RESERVED);
    Optional<Instant> decided = reserved.or(() -> at(REJECTED));
    if (accepted.isEmpty() || decided.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Decision(
            reserved.isPresent() ? ClientOutcome.RESERVED : refusal(),
            Duration.between(accepted.get(), decided.get())));
  }

  private Optional<Instant> at(String state) {
    return Optional.ofNullable(history).stream()
        .flatMap(List::stream)
        .filter(change -> change.state().equals(state))
        .map(Change::at)
        .findFirst();
  }

  private ClientOutcome refusal() throws IOException {
    return switch (reason) {
      case "sold_out" -> ClientOutcome.SOLD_OUT;
      case "limit_reached" -> ClientOutcome.LIMIT_REACHED;
      case "sale_not_open" -> ClientOutcome.SALE_NOT_OPEN;
      case "sale_closed" -> ClientOutcome.SALE_CLOSED;
      case null, default ->
          throw new IOException("an order was rejected for no reason known here: " + reason);
    };
  }
}
