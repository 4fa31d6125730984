package flashsalelab.payments.client;

import java.time.Duration;

/**
 * Hears of every single call to the gateway, each retry for itself. May be called by any thread.
 */
@FunctionalInterface
public interface CallListener {
  /**
   * A call has ended.
   *
   * @param call what was asked: charge, find, refund or ledger
   * @param reply what came of it
   */
  void called(String call, GatewayReply<?> reply, Duration took);
}
