package flashsalelab.sale.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Purchase;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.Sku;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PurchaseMessageTest {
  private static final Sku TEE = new Sku("tee.1");

  @Test
  void read_ofWhatWasWritten_isTheSamePurchase() {
    PurchaseRequest request =
        new PurchaseRequest(
            new Purchase(TEE, new BuyerId("a:b~!"), new IdempotencyKey("k|1,2"), 3),
            OrderId.next(TEE));

    assertThat(PurchaseMessage.read(PurchaseMessage.of(request))).contains(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no order\nann\nkey\n1",
        "tee~AAAAAAAAAAAAAAAAAAAAAA\nann\nkey",
        "tee~AAAAAAAAAAAAAAAAAAAAAA\nann\nkey\n1\n",
        "tee~AAAAAAAAAAAAAAAAAAAAAA\nann\nkey\nmany",
        "tee~AAAAAAAAAAAAAAAAAAAAAA\nann\nkey\n0",
        "tee~AAAAAAAAAAAAAAAAAAAAAA\n\nkey\n1"
      })
  void read_ofAnythingElse_isNothing(String body) {
    assertThat(PurchaseMessage.read(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
