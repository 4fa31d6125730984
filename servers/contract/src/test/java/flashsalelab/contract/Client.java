package flashsalelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A client of the sale: knows its paths, and takes no answer that the OpenAPI document does not
 * allow.
 */
final class Client {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String token;
  private final Conformance conformance = new Conformance();

  Client(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** A name that nobody else has. */
  static String fresh(String prefix) {
    return prefix + "-" + NAMES.incrementAndGet();
  }

  /** What it has seen of the OpenAPI document. */
  Conformance conformance() {
    return conformance;
  }

  URI base() {
    return base;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT);
  }

  Answer send(HttpRequest.Builder request) {
    return sendAsync(request).join();
  }

  CompletableFuture<Answer> sendAsync(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(response -> new Answer(conformance.checked(response)));
  }

  /** Follows events; fails if they are not to be had. */
  EventStream events(String path) {
    return follow(request(path)).begin();
  }

  /** Follows events and reads none of them yet. */
  EventStream unreadEvents(String path) {
    return follow(request(path));
  }

  /** Follows events after the one of this id. */
  EventStream events(String path, String lastEventId) {
    return follow(request(path).header("Last-Event-ID", lastEventId)).begin();
  }

  private EventStream follow(HttpRequest.Builder request) {
    HttpResponse<Stream<String>> response =
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines()).join();
    assertThat(response.statusCode()).as(response.uri().toString()).isEqualTo(200);
    conformance.seeStream(response);
    return new EventStream(response);
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer create(String json) {
    return send(
        admin("/api/products")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** A request that carries the admin's token. */
  HttpRequest.Builder admin(String path) {
    return request(path).header("Authorization", authorization());
  }

  /** What the field Authorization of an admin's request says. */
  String authorization() {
    return "Bearer " + token;
  }

  Answer restock(String sku, String key, int quantity) {
    return restockAsync(sku, key, quantity).join();
  }

  CompletableFuture<Answer> restockAsync(String sku, String key, int quantity) {
    return sendAsync(restock(sku, key, "{\"quantity\":%d}".formatted(quantity)));
  }

  HttpRequest.Builder restock(String sku, String key, String body) {
    return admin("/api/products/" + sku + "/restocks")
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString(body));
  }

  /** Opens or closes the sale of a product, as the JSON says. */
  Answer sale(String sku, String json) {
    return send(
        admin("/api/products/" + sku + "/sale")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  Answer seen(String sku) {
    return get("/api/products/" + sku).has(200);
  }

  Answer order(String order) {
    return get("/api/orders/" + order);
  }

  Answer cancel(String order) {
    return send(request("/api/orders/" + order).DELETE());
  }

  /** Puts a new product on sale and returns its sku. */
  String product(int stock, int perBuyer) {
    String sku = fresh("tee");
    Answer created =
        create(
            """
            {"sku":"%s","name":"Tee","price":1999,"stock":%d,"perBuyer":%d}\
            """
                .formatted(sku, stock, perBuyer));
    created.has(201);
    return sku;
  }

  /** Puts a new product with these further members on sale and returns its sku. */
  String productWith(String members) {
    String sku = fresh("tee");
    create(
            """
            {"sku":"%s","name":"Tee","price":1,"stock":5,"perBuyer":1,%s}\
            """
                .formatted(sku, members))
        .has(201);
    return sku;
  }

  Answer buy(String sku, String buyer, String key, int quantity) {
    return buyAsync(sku, buyer, key, quantity).join();
  }

  CompletableFuture<Answer> buyAsync(String sku, String buyer, String key, int quantity) {
    return sendAsync(
        purchase(sku, key, "{\"buyer\":\"%s\",\"quantity\":%d}".formatted(buyer, quantity)));
  }

  /** Buys and returns the decision. */
  Answer decided(String sku, String buyer, String key, int quantity) {
    return decision(buy(sku, buyer, key, quantity));
  }

  /**
   * The decision of a purchase that was answered so: this answer, or, if it was only accepted, what
   * the same purchase is answered once its order is decided.
   */
  Answer decision(Answer answer) {
    if (answer.status() != 202 || !answer.text("outcome").equals("queued")) {
      return answer;
    }
    String order = answer.text("order");
    long begin = System.nanoTime();
    while (waited(order).text("state").equals("QUEUED")) {
      assertThat(System.nanoTime() - begin).as("no decision of " + order).isLessThan(PATIENCE);
    }
    return new Answer(
        conformance.checked(
            http.sendAsync(answer.response().request(), HttpResponse.BodyHandlers.ofString())
                .join()));
  }

  private Answer waited(String order) {
    return send(request("/api/orders/" + order).header("Prefer", "wait=5")).has(200);
  }

  HttpRequest.Builder purchase(String sku, String key, String body) {
    return purchase(sku)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString(body));
  }

  HttpRequest.Builder purchase(String sku) {
    return request("/api/products/" + sku + "/purchases");
  }
}
