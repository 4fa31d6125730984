package flashsalelab.web.openapi;

import static flashsalelab.sale.fixture.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class OpenApiTest {
  private final ApiResponse response =
      await(new OpenApi().document(new ApiRequest(Map.of(), name -> List.of(), new byte[0])));
  private final JsonNode document = JsonMapper.shared().readTree(response.body());

  @Test
  void document_isJsonOfOpenApi31() {
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo(ApiResponse.JSON);
    assertThat(document.path("openapi").stringValue()).startsWith("3.1.");
  }

  @Test
  void references_allLeadSomewhere() {
    List<JsonNode> references = document.findValues("$ref");
    assertThat(references).isNotEmpty();
    for (JsonNode reference : references) {
      String pointer = reference.stringValue().substring(1);
      assertThat(document.at(pointer).isMissingNode()).as(reference.stringValue()).isFalse();
    }
  }

  @Test
  void problems_inTheDocument_areThoseOfTheEdges() {
    List<String> known = new ArrayList<>();
    for (Problem problem : Problem.values()) {
      known.add("/problems/" + problem.typeName());
    }
    List<String> written = new ArrayList<>();
    for (JsonNode values : document.findValues("enum")) {
      values.forEach(value -> written.add(value.asString()));
    }
    assertThat(written.stream().filter(value -> value.startsWith("/problems/"))).isSubsetOf(known);
  }

  @Test
  void operations_haveANameOfTheirOwn() {
    List<String> names = new ArrayList<>();
    document
        .path("paths")
        .forEach(path -> path.forEach(o -> names.add(o.path("operationId").asString())));
    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(name -> !name.isEmpty() && name.equals(name.strip()))
        .noneMatch(name -> name.toUpperCase(Locale.ROOT).equals(name));
  }
}
