package flashsalelab.payments.gateway;

import java.time.Duration;
import java.util.Random;

/**
 * Draws what becomes of a request; the same seed draws the same, request by request. Thread-safe.
 */
final class Chance {
  private final Random random;
  private volatile Behaviour behaviour;

  Chance(long seed, Behaviour behaviour) {
    this.random = new Random(seed);
    this.behaviour = behaviour;
  }

  /** What becomes of one request, as far as it matters for what it asks. */
  record Fate(
      Duration delay,
      boolean declined,
      boolean failing,
      boolean timingOut,
      Duration held,
      boolean twice) {}

  /** Every draw takes the same numbers, so that one behaviour does not shift another. */
  synchronized Fate next() {
    Behaviour now = behaviour;
    double jitter = random.nextDouble();
    double declined = random.nextDouble();
    double failing = random.nextDouble();
    double timingOut = random.nextDouble();
    double twice = random.nextDouble();
    return new Fate(
        Duration.ofMillis(now.latencyMs() + Math.round(jitter * now.jitterMs())),
        declined < now.declined(),
        failing < now.failing(),
        timingOut < now.timingOut(),
        Duration.ofMillis(now.timeoutMs()),
        twice < now.twice());
  }

  Behaviour behaviour() {
    return behaviour;
  }

  void behave(Behaviour next) {
    behaviour = next;
  }
}
