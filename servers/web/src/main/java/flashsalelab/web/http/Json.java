package flashsalelab.web.http;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a JSON object, member by member, in the order of the calls. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int USUAL_SIZE = 256;

  private final JsonGenerator generator;

  private Json(JsonGenerator generator) {
    this.generator = generator;
  }

  /** The UTF-8 text of the object that {@code members} writes. */
  public static byte[] object(Consumer<Json> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      generator.writeStartObject();
      members.accept(new Json(generator));
      generator.writeEndObject();
    }
    return out.toByteArray();
  }

  /** A text. */
  public Json text(String name, String value) {
    generator.writeStringProperty(name, value);
    return this;
  }

  /** A text; left out if it is null. */
  public Json textIfAny(String name, @Nullable String value) {
    return value == null ? this : text(name, value);
  }

  /** A whole number. */
  public Json number(String name, long value) {
    generator.writeNumberProperty(name, value);
    return this;
  }

  /** A moment in the form of ISO 8601, in UTC; left out if it is null. */
  public Json moment(String name, @Nullable Instant value) {
    if (value != null) {
      generator.writeStringProperty(name, value.toString());
    }
    return this;
  }

  /** An object within this one. */
  public Json object(String name, Consumer<Json> members) {
    generator.writeObjectPropertyStart(name);
    members.accept(this);
    generator.writeEndObject();
    return this;
  }

  /** A list of objects. */
  public <T> Json list(String name, Iterable<T> items, BiConsumer<Json, T> members) {
    generator.writeArrayPropertyStart(name);
    for (T item : items) {
      generator.writeStartObject();
      members.accept(this, item);
      generator.writeEndObject();
    }
    generator.writeEndArray();
    return this;
  }
}
