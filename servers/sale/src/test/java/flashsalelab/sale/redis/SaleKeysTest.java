package flashsalelab.sale.redis;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.BuyerId;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.Sku;
import org.junit.jupiter.api.Test;

final class SaleKeysTest {
  private static final Sku TEE = new Sku("tee-1");

  @Test
  void keys_thatAnAuditorReads_haveTheirPublishedNames() {
    assertThat(SaleKeys.product(TEE)).isEqualTo("sale:{tee-1}:product");
    assertThat(SaleKeys.stock(TEE)).isEqualTo("sale:{tee-1}:stock");
    assertThat(SaleKeys.ledger(TEE)).isEqualTo("sale:{tee-1}:ledger");
  }

  @Test
  void claims_ofBuyersAndKeysWithColons_areDistinct() {
    String first = SaleKeys.claim(TEE, new BuyerId("a:b"), new IdempotencyKey("c"));
    String second = SaleKeys.claim(TEE, new BuyerId("a"), new IdempotencyKey("b:c"));
    String third = SaleKeys.claim(TEE, new BuyerId("a"), new IdempotencyKey("b:1:c"));
    assertThat(first).isNotEqualTo(second).isNotEqualTo(third);
    assertThat(second).isNotEqualTo(third);
  }
}
