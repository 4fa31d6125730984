package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response, and what a test asserts of it. */
record Answer(HttpResponse<String> response) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  JsonNode json() {
    return MAPPER.readTree(response.body());
  }

  String text(String member) {
    return json().path(member).asString();
  }

  int number(String member) {
    return json().path(member).asInt();
  }

  /** Asserts status and, for a success, that the body is JSON. */
  Answer has(int status) {
    assertThat(status()).as(this::shown).isEqualTo(status);
    return this;
  }

  /** Asserts an RFC 9457 problem of this type. */
  Answer isProblem(int status, String type) {
    has(status);
    assertThat(header("Content-Type")).as(this::shown).contains("application/problem+json");
    assertThat(text("type")).isEqualTo("/problems/" + type);
    assertThat(json().path("status").asInt()).isEqualTo(status);
    assertThat(text("title")).isNotBlank();
    assertThat(text("detail")).isNotBlank();
    return this;
  }

  /** Asserts that the purchase was decided so. */
  Answer hasOutcome(String outcome) {
    assertThat(text("outcome")).as(this::shown).isEqualTo(outcome);
    return this;
  }

  private String shown() {
    return "%s -> %d %s".formatted(response.uri(), status(), body());
  }
}
