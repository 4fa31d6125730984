package flashsalelab.results.load;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became of one purchase, as the client saw it. */
public enum ClientOutcome {
  RESERVED(Kind.DECIDED),
  SOLD_OUT(Kind.DECIDED),
  LIMIT_REACHED(Kind.REFUSED),
  SALE_NOT_OPEN(Kind.REFUSED),
  SALE_CLOSED(Kind.REFUSED),
  /** 202: accepted, and not decided as long as the client asked. */
  QUEUED(Kind.ERROR),
  /** 202: accepted or decided, with the reply lost; the order tells. */
  UNKNOWN(Kind.PENDING),
  /** 429. */
  RATE_LIMITED(Kind.ERROR),
  /** 502, from a proxy. */
  BAD_GATEWAY(Kind.ERROR),
  /** 503: overload or a dependency away; nothing is held. */
  UNAVAILABLE(Kind.ERROR),
  /** 504, from a proxy. */
  GATEWAY_TIMEOUT(Kind.ERROR),
  /** Any other 5xx. */
  SERVER_ERROR(Kind.ERROR),
  /** Any other 4xx. */
  CLIENT_ERROR(Kind.ERROR),
  /** A status or body that the contract does not know. */
  UNEXPECTED(Kind.ERROR),
  CONNECT_FAILED(Kind.ERROR),
  /** The connection ended before the answer was complete. */
  CONNECTION_LOST(Kind.ERROR),
  TIMEOUT(Kind.ERROR),
  /** Never sent: every slot of the generator was waiting for the system until it was too late. */
  EXPIRED(Kind.ERROR);

  /** What an outcome means for the accounts. */
  public enum Kind {
    DECIDED,
    REFUSED,
    PENDING,
    ERROR
  }

  private static final Map<String, ClientOutcome> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(ClientOutcome::word, Function.identity()));

  private final Kind kind;

  ClientOutcome(Kind kind) {
    this.kind = kind;
  }

  /** The outcome as files and the HTTP contract spell it, {@code sold_out} for instance. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Kind kind() {
    return kind;
  }

  /** A first answer that settled the purchase: reserved or sold out. */
  public boolean isDecided() {
    return kind == Kind.DECIDED;
  }

  public boolean isError() {
    return kind == Kind.ERROR;
  }

  /**
   * Whether the server may have acted on the request though the client cannot tell: its answer
   * never came, or said so itself.
   */
  public boolean mayHaveReserved() {
    return switch (this) {
      case UNKNOWN,
          QUEUED,
          TIMEOUT,
          CONNECTION_LOST,
          BAD_GATEWAY,
          GATEWAY_TIMEOUT,
          SERVER_ERROR,
          UNEXPECTED ->
          true;
      default -> false;
    };
  }

  /**
   * Reads a word back.
   *
   * @throws IllegalArgumentException if no outcome is spelled so
   */
  @JsonCreator
  public static ClientOutcome ofWord(String word) {
    ClientOutcome outcome = BY_WORD.get(word);
    if (outcome == null) {
      throw new IllegalArgumentException("no outcome is called '" + word + "'");
    }
    return outcome;
  }
}
