package flashsalelab.payments.gateway;

import flashsalelab.sale.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running gateway on free ports, and calls to it. */
public final class GatewayCalls implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningGateway gateway;

  private GatewayCalls(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /** Starts a gateway that has these variables. */
  public static GatewayCalls start(Map<String, String> variables) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "GATEWAY_PORT", "0",
                "GATEWAY_CONTROL_PORT", "0",
                "SHUTDOWN_GRACE_MS", "0"));
    environment.putAll(variables);
    SettingsReader reader = new SettingsReader(environment);
    GatewaySettings settings = GatewaySettings.read(reader);
    try {
      return new GatewayCalls(RunningGateway.start(reader.finish(() -> settings)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer. */
  public record Answer(int status, HttpResponse<String> response) {
    /** The body. */
    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    /** A member that is text. */
    public String text(String member) {
      return json().path(member).asString("");
    }

    /** A header; empty if there is none. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** Where payments are asked for. */
  public String url() {
    return "http://127.0.0.1:" + gateway.port();
  }

  /** The payment port. */
  public int port() {
    return gateway.port();
  }

  /** Asks for a charge. */
  public Answer charge(String key, String order, long amount) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(url() + "/charges"))
            .header("Idempotency-Key", key)
            .POST(
                BodyPublishers.ofString(
                    "{\"order\": \"%s\", \"amount\": %d}".formatted(order, amount))));
  }

  /** Asks on the payment port. */
  public Answer get(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(url() + path)));
  }

  /** Posts to the payment port. */
  public Answer post(String path, String body) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path)).POST(BodyPublishers.ofString(body)));
  }

  /** Asks on the control port. */
  public Answer control(String path) throws IOException {
    return send(HttpRequest.newBuilder(control().resolve(path)));
  }

  /** Sets how it behaves. */
  public Answer behave(String behaviour) throws IOException {
    return send(
        HttpRequest.newBuilder(control().resolve("/behaviour"))
            .PUT(BodyPublishers.ofString(behaviour)));
  }

  /** The ledger's charges. */
  public JsonNode charges() throws IOException {
    return control("/charges").json().path("charges");
  }

  private URI control() {
    return URI.create("http://127.0.0.1:" + gateway.controlPort());
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    gateway.close();
  }
}
