package flashsalelab.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON files of records: indented, camelCase, instants in ISO 8601, unknown fields refused. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /** Writes the file whole or not at all. */
  public static void write(Path file, Object value) {
    Atomically.write(file, MAPPER.writeValueAsString(value) + "\n");
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is missing or not of that type's form; the message names the file
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    String text = Files.readString(file);
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw new IOException(
          "%s is not a %s: %s".formatted(file, type.getSimpleName(), e.getOriginalMessage()), e);
    }
  }
}
