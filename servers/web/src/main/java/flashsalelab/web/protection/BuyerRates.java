package flashsalelab.web.protection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import flashsalelab.sale.BuyerId;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * How often one buyer may come to this instance: a token bucket for each (Bucket4j), so that a
 * buyer who clicks is served and a script is not.
 *
 * <p>A bucket that nobody has touched for the time in which it fills is full, like a new one, so it
 * is forgotten: what is kept are the buyers of the last seconds, and never more than {@value
 * #MOST_BUYERS}. Thread-safe; nothing here waits.
 */
public final class BuyerRates {
  /** The most buyers that are remembered at once; about 40 MB. */
  static final int MOST_BUYERS = 100_000;

  private final boolean unlimited;
  private final Bandwidth bandwidth;
  private final TimeMeter clock;
  private final Cache<BuyerId, Bucket> buckets;

  /** The limit that the settings say. */
  public BuyerRates(ProtectionSettings settings) {
    this(settings, TimeMeter.SYSTEM_NANOTIME);
  }

  BuyerRates(ProtectionSettings settings, TimeMeter clock) {
    this.unlimited = settings.buyerRate() == 0;
    this.clock = clock;
    int rate = Math.max(1, settings.buyerRate());
    this.bandwidth =
        Bandwidth.builder()
            .capacity(settings.buyerBurst())
            .refillGreedy(rate, Duration.ofSeconds(1))
            .build();
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_BUYERS)
            .expireAfterAccess(Duration.ofSeconds(settings.buyerBurst() / rate + 1L))
            .ticker(clock::currentTimeNanos)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Counts a purchase that a buyer sends.
   *
   * @return how long the buyer has to wait before the next one; zero if this one may pass
   */
  public Duration delay(BuyerId buyer) {
    if (unlimited) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(
        buckets
            .get(buyer, first -> full())
            .tryConsumeAndReturnRemaining(1)
            .getNanosToWaitForRefill());
  }

  private Bucket full() {
    return Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(clock).build();
  }

  /** How many buyers are remembered; may count some that are forgotten with the next visit. */
  long remembered() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }
}
