package flashsalelab.contract;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of the edges, as it lies in the sources: its operations and its schemas. */
final class OpenApiDocument {
  private static final String BASE = "https://flash-sale.invalid/openapi.json";
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

  private final String text;
  private final JsonNode root;
  private final SchemaRegistry registry;
  private final List<Operation> operations = new ArrayList<>();

  private OpenApiDocument() {
    Path file =
        Path.of(
            System.getProperty("lab.root"),
            "servers/web/src/main/resources/flashsalelab/web/openapi/openapi.json");
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    root = JsonMapper.shared().readTree(text);
    registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(BASE, text)));
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        operations.add(new Operation(operation.getKey(), path.getKey()));
      }
    }
  }

  static OpenApiDocument read() {
    return DOCUMENT;
  }

  String text() {
    return text;
  }

  List<Operation> operations() {
    return operations;
  }

  /** The operation that a request asks for; HEAD is GET's. */
  Optional<Operation> operation(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return operations.stream()
        .filter(operation -> operation.method().equals(asked) && operation.matches(path))
        .findFirst();
  }

  /** What is wrong with a JSON text by the schema at a place of the document. */
  List<String> errors(String pointer, String json) {
    Schema schema = registry.getSchema(SchemaLocation.of(BASE + "#" + pointer));
    return schema
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** The pointer to what stands at this one, its reference followed. */
  String followed(String pointer) {
    String reference = root.at(pointer).path("$ref").asString();
    return reference.isEmpty() ? pointer : reference.substring(1);
  }

  JsonNode at(String pointer) {
    return root.at(pointer);
  }

  /** A method on a path. */
  final class Operation {
    private final String method;
    private final String template;
    private final String pointer;

    Operation(String member, String template) {
      this.method = member.toUpperCase(Locale.ROOT);
      this.template = template;
      this.pointer = "/paths/" + template.replace("~", "~0").replace("/", "~1") + "/" + member;
    }

    String method() {
      return method;
    }

    boolean matches(String path) {
      return path.matches(template.replaceAll("\\{[a-z]+}", "[^/]+"));
    }

    /** The path with something in the place of the names. */
    String path() {
      return template.replace("{sku}", "nobodys").replace("{id}", "nobodys~AAAAAAAAAAAAAAAAAAAAAA");
    }

    boolean isForAdmins() {
      return !root.at(pointer + "/security").isMissingNode();
    }

    boolean takesJson() {
      return !root.at(pointer + "/requestBody").isMissingNode();
    }

    List<String> statuses() {
      return new ArrayList<>(root.at(pointer + "/responses").propertyNames());
    }

    boolean documents(int status) {
      return statuses().contains(Integer.toString(status));
    }

    /** The pointer to the response of a status. */
    String response(int status) {
      return followed(pointer + "/responses/" + status);
    }

    @Override
    public String toString() {
      return method + " " + template;
    }
  }
}
