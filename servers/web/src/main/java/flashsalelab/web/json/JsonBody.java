package flashsalelab.web.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object, read strictly: UTF-8 without a byte order mark, one object and nothing after it,
 * no member twice, none that is not known, no value of another type.
 */
public final class JsonBody {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode members;

  private JsonBody(JsonNode members) {
    this.members = members;
  }

  /**
   * Reads a body.
   *
   * @param known the names of the members that the object may have
   */
  public static JsonBody read(byte[] body, Set<String> known) throws InvalidBodyException {
    if (body.length == 0) {
      throw new InvalidBodyException(null, "The body is empty; it must be a JSON object.");
    }
    JsonNode node = parse(text(body));
    if (!node.isObject()) {
      throw new InvalidBodyException(null, "The body must be a JSON object.");
    }
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        String shown = shortened(name);
        throw new InvalidBodyException(
            shown,
            "The member \"%s\" is not known; there are %s."
                .formatted(shown, String.join(", ", known)));
      }
    }
    return new JsonBody(node);
  }

  /** A text that must be there. */
  public String text(String name) throws InvalidBodyException {
    JsonNode value = required(name);
    if (!value.isString()) {
      throw wrong(name, "a string");
    }
    return value.stringValue();
  }

  /** One of these texts, which must be there. */
  public String choice(String name, List<String> allowed) throws InvalidBodyException {
    String text = text(name);
    if (!allowed.contains(text)) {
      throw wrong(name, "one of " + String.join(", ", allowed));
    }
    return text;
  }

  /** A whole number that must be there; it may be written as an integer only. */
  public long integer(String name, long least, long most) throws InvalidBodyException {
    JsonNode value = required(name);
    String allowed = "a whole number from %d to %d".formatted(least, most);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, allowed);
    }
    long number = value.longValue();
    if (number < least || number > most) {
      throw wrong(name, allowed);
    }
    return number;
  }

  /** A moment with its offset in the form of ISO 8601; null if it is absent or null. */
  public @Nullable Instant moment(String name) throws InvalidBodyException {
    JsonNode value = members.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text(name)).toInstant();
    } catch (DateTimeException e) {
      throw wrong(name, "a moment such as 2026-01-31T12:00:00Z");
    }
  }

  private JsonNode required(String name) throws InvalidBodyException {
    JsonNode value = members.get(name);
    if (value == null) {
      throw new InvalidBodyException(name, "The member \"%s\" is missing.".formatted(name));
    }
    return value;
  }

  private static InvalidBodyException wrong(String name, String allowed) {
    return new InvalidBodyException(name, "The member \"%s\" must be %s.".formatted(name, allowed));
  }

  private static String text(byte[] body) throws InvalidBodyException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidBodyException(null, "The body is not UTF-8 text.");
    }
  }

  private static JsonNode parse(String text) throws InvalidBodyException {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new InvalidBodyException(
          null, "The body is not JSON: %s.".formatted(shortened(e.getOriginalMessage())));
    }
  }

  /** A text of the client as an answer may repeat it: bounded, and without half characters. */
  private static String shortened(String text) {
    int longest = 200;
    String start = text.length() <= longest ? text : text.substring(0, longest) + "...";
    return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
