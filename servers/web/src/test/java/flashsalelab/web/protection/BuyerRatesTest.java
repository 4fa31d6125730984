package flashsalelab.web.protection;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.sale.BuyerId;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BuyerRatesTest {
  private static final BuyerId ANN = new BuyerId("ann");
  private static final BuyerId BOB = new BuyerId("bob");

  private long nanos;

  private BuyerRates rates(int perSecond, int burst) {
    TimeMeter clock =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return nanos;
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        };
    return new BuyerRates(new ProtectionSettings(perSecond, burst, Duration.ZERO), clock);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void delay_aboveTheBurst_isTheTimeUntilTheNext() {
    BuyerRates rates = rates(4, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(rates.delay(ANN)).isZero();
    }
    assertThat(rates.delay(ANN)).hasMillis(250);
    assertThat(rates.delay(BOB)).isZero();
    pass(Duration.ofMillis(100));
    assertThat(rates.delay(ANN)).hasMillis(150);
    pass(Duration.ofMillis(150));
    assertThat(rates.delay(ANN)).isZero();
    assertThat(rates.delay(ANN)).hasMillis(250);
  }

  @Test
  void delay_atTheRate_isZeroForEver() {
    BuyerRates rates = rates(10, 1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(rates.delay(ANN)).isZero();
      pass(Duration.ofMillis(100));
    }
  }

  @Test
  void delay_ofARateOfZero_isAlwaysZero() {
    BuyerRates rates = rates(0, 1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(rates.delay(ANN)).isZero();
    }
    assertThat(rates.remembered()).isZero();
  }

  @Test
  void buyers_whoseBucketsAreFullAgain_areForgotten() {
    BuyerRates rates = rates(10, 20);
    for (int i = 0; i < 1_000; i++) {
      rates.delay(new BuyerId("buyer-" + i));
    }
    assertThat(rates.remembered()).isEqualTo(1_000);
    pass(Duration.ofSeconds(2));
    assertThat(rates.remembered()).isEqualTo(1_000);
    pass(Duration.ofSeconds(2));
    assertThat(rates.remembered()).isZero();
  }

  @Test
  void buyers_moreThanAreRemembered_areBounded() {
    BuyerRates rates = rates(1, 1_000);
    for (int i = 0; i < BuyerRates.MOST_BUYERS + 20_000; i++) {
      assertThat(rates.delay(new BuyerId("buyer-" + i))).isZero();
    }
    assertThat(rates.remembered()).isLessThanOrEqualTo(BuyerRates.MOST_BUYERS);
  }
}
