package flashsalelab.sale.rabbit;

import com.rabbitmq.client.Channel;
import flashsalelab.sale.Sku;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The queues of the broker that the products are spread over. Each is a quorum queue (on disk
 * before it is confirmed) that hands its messages to one consumer at a time, in order, so that all
 * purchases of a product have one.
 *
 * @param prefix what their names begin with
 * @param count how many
 */
record Partitions(String prefix, int count) {
  /**
   * A quorum queue puts what a consumer leaves behind back to its head only if it has a limit of
   * deliveries; this one is never reached.
   */
  private static final Map<String, Object> ARGUMENTS =
      Map.of(
          "x-queue-type",
          "quorum",
          "x-single-active-consumer",
          true,
          "x-delivery-limit",
          1_000_000);

  /** The queue of a product's purchases. A text's hash is the same in every process. */
  String of(Sku sku) {
    return name(Math.floorMod(sku.value().hashCode(), count));
  }

  /** Every queue. */
  List<String> names() {
    return IntStream.range(0, count).mapToObj(this::name).toList();
  }

  private String name(int partition) {
    return prefix + "." + partition;
  }

  /**
   * Makes those queues that are not there.
   *
   * @throws IOException if the broker refuses
   */
  void declare(Channel channel) throws IOException {
    for (String name : names()) {
      channel.queueDeclare(name, true, false, false, ARGUMENTS);
    }
  }
}
