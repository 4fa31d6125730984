package flashsalelab.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * A CSV file of records: a header of snake_case component names, then a row a record (RFC 4180,
 * UTF-8, line feed). A double that is not a number is an empty field. Files ending in {@code .gz}
 * are read through gzip.
 *
 * @param <R> the record of a row
 */
public final class Csv<R extends Record> {
  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(CsvReadFeature.FAIL_ON_MISSING_COLUMNS)
          .build();

  private final Class<R> type;
  private final CsvSchema schema;

  private Csv(Class<R> type) {
    this.type = type;
    this.schema = MAPPER.schemaFor(type).withLineSeparator("\n");
  }

  public static <R extends Record> Csv<R> of(Class<R> type) {
    return new Csv<>(type);
  }

  /** The header's names, in order. */
  public List<String> columns() {
    var names = new ArrayList<String>();
    schema.forEach(column -> names.add(column.getName()));
    return names;
  }

  /**
   * Adds rows at the file's end, and the header first where there is no file yet. Each call is one
   * write, so a crash leaves whole rows.
   */
  public void append(Path file, List<R> rows) {
    boolean fresh = !Files.exists(file);
    String text =
        MAPPER
            .writer(fresh ? schema.withHeader() : schema.withoutHeader())
            .writeValueAsString(rows);
    try {
      if (fresh || !rows.isEmpty()) {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Writes the whole file anew. */
  public void write(Path file, List<R> rows) {
    Atomically.write(file, MAPPER.writer(schema.withHeader()).writeValueAsString(rows));
  }

  /**
   * Reads all rows. A column of what may be absent may itself be: a file of an earlier version
   * lacks those that were added since.
   *
   * @throws IOException if the file is missing or its header or a row is not of this record's form
   */
  public List<R> read(Path file) throws IOException {
    CsvSchema strict = schemaOf(file).withHeader().withStrictHeaders(true);
    try (InputStream in = open(file);
        var rows = MAPPER.readerFor(type).with(strict).<R>readValues(in)) {
      return rows.readAll();
    } catch (JacksonException e) {
      throw new IOException(
          "%s is not a CSV of %s: %s".formatted(file, type.getSimpleName(), e.getOriginalMessage()),
          e);
    }
  }

  private CsvSchema schemaOf(Path file) throws IOException {
    Set<String> optional = new HashSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        optional.add(snakeCase(component.getName()));
      }
    }
    List<String> header = List.of(firstLine(file).split(",", -1));
    var columns = CsvSchema.builder();
    schema.forEach(column -> {
      if (header.contains(column.getName()) || !optional.contains(column.getName())) {
        columns.addColumn(column);
      }
    });
    return columns.build();
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static String firstLine(Path file) throws IOException {
    try (var text = new BufferedReader(new InputStreamReader(open(file), UTF_8))) {
      String line = text.readLine();
      return line == null ? "" : line;
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
  }
}
