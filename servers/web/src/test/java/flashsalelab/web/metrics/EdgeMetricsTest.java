package flashsalelab.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.web.http.Route;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EdgeMetricsTest {
  private final EdgeMetrics metrics =
      new EdgeMetrics(
          new EdgeMetrics.Identity("jetty", "semaphore", "queued", "redis-streams", "edge-7"));

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void scrape_ofAnEdge_tellsWhatRuns() {
    assertThat(metrics.scrape())
        .contains(
            "sale_info{edge=\"jetty\",guard=\"semaphore\",instance=\"edge-7\",pattern=\"queued\",queue=\"redis-streams\"} 1")
        .contains("jvm_threads_live_threads ")
        .contains("jvm_memory_used_bytes{")
        .contains("process_cpu_usage ");
  }

  @Test
  void purchases_answered_areCountedByOutcome() {
    metrics.purchaseAnswered("reserved");
    metrics.purchaseAnswered("reserved");
    metrics.purchaseAnswered("sold_out");
    assertThat(metrics.scrape())
        .contains("sale_purchases_total{outcome=\"reserved\"} 2.0")
        .contains("sale_purchases_total{outcome=\"sold_out\"} 1.0");
  }

  @Test
  void queue_ofPurchases_isTold() {
    AtomicLong queue = new AtomicLong(7);
    metrics.queue(queue, AtomicLong::get, of -> of.get() * 2);
    assertThat(metrics.scrape())
        .contains("sale_queue_undecided 7.0")
        .contains("sale_queue_decided_total 14.0");
  }

  @Test
  void requests_answered_areTimedByRouteAndStatus() {
    Route route =
        new Route(
            "GET",
            "/things/{id}",
            Route.Access.ANYONE,
            Route.Body.NONE,
            request -> CompletableFuture.failedFuture(new AssertionError("not called")));
    metrics.answered(route, 200, 5_000_000);
    metrics.answered(route, 404, 1_000_000);
    assertThat(metrics.scrape())
        .contains(
            "edge_requests_seconds_count{method=\"GET\",route=\"/things/{id}\",status=\"200\"} 1")
        .contains(
            "edge_requests_seconds_sum{method=\"GET\",route=\"/things/{id}\",status=\"404\"} 0.001");
  }

  @Test
  void threads_ofBothKinds_areToldApart() throws InterruptedException {
    Thread.ofVirtual().start(metrics.threads()::handling).join();
    Thread.ofPlatform().start(metrics.threads()::handling).join();
    Thread.ofPlatform().start(metrics.threads()::writing).join();
    metrics.threads().handling();
    metrics.threads().handling();
    assertThat(metrics.scrape())
        .contains("edge_handled_total{kind=\"virtual\"} 1.0")
        .contains("edge_handled_total{kind=\"platform\"} 3.0")
        .contains("edge_handler_threads{kind=\"platform\"} 3.0");
  }
}
