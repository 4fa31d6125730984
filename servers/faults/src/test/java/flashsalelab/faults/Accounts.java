package flashsalelab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Settles a sale after a fault, and accounts for every unit, order and charge. */
final class Accounts {
  private static final Duration SETTLING = Duration.ofSeconds(60);

  private final FlashSale sale;
  private final String sku;
  private final List<Crowd.Told> told = new ArrayList<>();

  Accounts(FlashSale sale, String sku) {
    this.sale = sale;
    this.sku = sku;
  }

  /**
   * Lets everything settle, sells what is left to others, lets it settle again, and asserts that
   * every unit is sold and paid for once, that whoever was told yes has an order, and that no
   * charge is without one.
   */
  void areInOrder(List<Crowd.Told> crowd) throws InterruptedException {
    told.addAll(crowd);
    settle();
    Instant limit = Instant.now().plus(SETTLING);
    while (sellTheRest() && Instant.now().isBefore(limit)) {
      settle();
    }
    JsonNode product = product();
    int supplied = product.path("supplied").asInt();
    Map<String, String> standing = standing();
    List<String> paid = inState(standing, "PAID");
    assertThat(paid).as("units sold of %d; %s", supplied, product).hasSize(supplied);
    assertThat(inState(standing, "RESERVED")).isEmpty();
    assertThat(product.path("stock").asInt()).as("free units").isZero();
    assertThat(product.path("sold").asInt()).isEqualTo(supplied);

    told.stream()
        .filter(Crowd.Told::reserved)
        .forEach(buyer ->
            assertThat(standing).as("the order %s was told of", buyer).containsKey(buyer.order()));
    assertThat(told.stream().filter(Crowd.Told::reserved).map(Crowd.Told::order))
        .doesNotHaveDuplicates();
    charges(standing, paid);
  }

  private void charges(Map<String, String> standing, List<String> paid) {
    Map<String, String> captured = new TreeMap<>();
    for (JsonNode charge : sale.charges().json().path("charges")) {
      String order = charge.path("order").asString();
      String state = charge.path("state").asString();
      if (state.equals("captured")) {
        assertThat(captured.put(order, state)).as("charges of %s", order).isNull();
      } else if (state.equals("refunded")) {
        assertThat(standing.getOrDefault(order, "REFUNDED"))
            .as("the order of the refunded charge %s", charge)
            .isEqualTo("REFUNDED");
      }
    }
    assertThat(captured.keySet())
        .as("orders charged are the orders paid")
        .containsExactlyInAnyOrderElementsOf(paid);
  }

  /** Waits until no order is under way and a reconciliation finds nothing. */
  private void settle() {
    Awaitility.await("the sale settles")
        .atMost(SETTLING)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> {
          sale.books(sku).forEach(Books::requireSettled);
          standing();
          assertThat(product().path("held").asInt()).isZero();
          Http.Answer found = sale.admin("POST", "/api/admin/reconciliations", "{}");
          assertThat(found.status()).isEqualTo(200);
          JsonNode mine = found.json().path("products").path(0);
          assertThat(mine.path("returned").asInt()).isZero();
          assertThat(mine.path("removed").asInt()).isZero();
          assertThat(mine.path("oversold").asInt()).isZero();
        });
  }

  /** Sells what is free, to buyers who are more; false if nothing was. */
  private boolean sellTheRest() throws InterruptedException {
    int free = product().path("stock").asInt();
    String name = "late" + told.size() + "-";
    try (Crowd latecomers =
        new Crowd(name, sku, sale.edges().stream().map(Child::address).toList())) {
      told.addAll(latecomers.arrive(free + 3, Duration.ZERO, 1).told());
    }
    return free > 0;
  }

  private JsonNode product() {
    for (Child edge : sale.edges()) {
      Http.Answer answer = Http.get(edge.address().resolve("/api/products/" + sku));
      if (answer.status() == 200) {
        return answer.json();
      }
    }
    throw new AssertionError("no edge tells of the product");
  }

  /** Every order's last state, as all books have it. */
  private Map<String, String> standing() {
    List<Books> books = sale.books(sku);
    Map<String, String> standing = books.getFirst().standing();
    for (Books others : books) {
      assertThat(others.standing()).as("orders in " + others).isEqualTo(standing);
    }
    return standing;
  }

  private static List<String> inState(Map<String, String> standing, String state) {
    return standing.entrySet().stream()
        .filter(order -> order.getValue().equals(state))
        .map(Map.Entry::getKey)
        .toList();
  }
}
