package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;

/** Holds every answer against the OpenAPI document, and remembers what has been seen of it. */
final class Conformance {
  private static final String PROBLEM = "/components/schemas/Problem";

  /** Fields that an answer may only have where the document says so. */
  private static final List<String> FIELDS =
      List.of(
          "Location",
          "Retry-After",
          "Idempotency-Replayed",
          "Preference-Applied",
          "WWW-Authenticate");

  private final OpenApiDocument document = OpenApiDocument.read();
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  /**
   * Checks an answer.
   *
   * @return the same
   * @throws AssertionError if the document says otherwise
   */
  HttpResponse<String> checked(HttpResponse<String> response) {
    String method = response.request().method();
    Optional<OpenApiDocument.Operation> operation =
        document.operation(method, response.uri().getRawPath());
    if (operation.isPresent()) {
      check(operation.get(), response);
    } else {
      assertThat(response.statusCode()).as(shown(response)).isIn(400, 404, 405, 431);
      assertValid(PROBLEM, response);
    }
    return response;
  }

  /** Checks what is there of an answer whose body goes on. */
  void seeStream(HttpResponse<?> response) {
    OpenApiDocument.Operation operation =
        document
            .operation(response.request().method(), response.uri().getRawPath())
            .orElseThrow(() -> new AssertionError("is no operation: " + shown(response)));
    int status = response.statusCode();
    assertThat(operation.documents(status)).as("is documented: %s", shown(response)).isTrue();
    see(operation, status);
    checkFields(operation.response(status), response);
  }

  private void check(OpenApiDocument.Operation operation, HttpResponse<String> response) {
    int status = response.statusCode();
    assertThat(operation.documents(status)).as("is documented: %s", shown(response)).isTrue();
    see(operation, status);
    String documented = operation.response(status);
    checkFields(documented, response);
    JsonNode content = document.at(documented + "/content");
    if (content.isMissingNode()) {
      assertThat(response.body()).as(shown(response)).isEmpty();
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElse("").split(";", -1)[0];
    assertThat(content.propertyNames()).as(shown(response)).contains(type);
    if (type.endsWith("json") && !response.request().method().equals("HEAD")) {
      assertValid(documented + "/content/" + type.replace("/", "~1") + "/schema", response);
    }
  }

  private void checkFields(String documented, HttpResponse<?> response) {
    for (String field : FIELDS) {
      JsonNode header = document.at(document.followed(documented + "/headers/" + field));
      boolean sent = response.headers().firstValue(field).isPresent();
      assertThat(sent && header.isMissingNode())
          .as("has an undocumented %s: %s", field, shown(response))
          .isFalse();
      assertThat(!sent && header.path("required").asBoolean(false))
          .as("has no %s: %s", field, shown(response))
          .isFalse();
    }
  }

  private void assertValid(String schema, HttpResponse<String> response) {
    assertThat(document.errors(schema, response.body())).as(shown(response)).isEmpty();
  }

  /** Notes that a status of an operation has been seen. */
  void see(OpenApiDocument.Operation operation, int status) {
    seen.add(operation + " " + status);
  }

  /**
   * What the document says and nobody has seen yet.
   *
   * @param elsewhere statuses that are seen by other tests
   */
  Set<String> unseen(Set<String> elsewhere) {
    Set<String> unseen = new TreeSet<>();
    for (OpenApiDocument.Operation operation : document.operations()) {
      for (String status : operation.statuses()) {
        if (!elsewhere.contains(status)) {
          unseen.add(operation + " " + status);
        }
      }
    }
    unseen.removeAll(seen);
    return unseen;
  }

  private static String shown(HttpResponse<?> response) {
    return "%s %s -> %d %s %s"
        .formatted(
            response.request().method(),
            response.uri(),
            response.statusCode(),
            response.headers().map(),
            response.body());
  }
}
