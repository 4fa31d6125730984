package flashsalelab.sale.transport;

import flashsalelab.sale.PurchaseAnswer;
import flashsalelab.sale.PurchaseRequest;
import flashsalelab.sale.RequestPattern;
import flashsalelab.sale.StockGuard;
import flashsalelab.sale.latch.Glances;
import flashsalelab.sale.latch.SoldOutLatch;
import flashsalelab.sale.queue.DecidingWorker;
import flashsalelab.sale.queue.PurchaseQueue;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A process's request pattern, with its queue and the worker that decides what is in it. */
public final class RunningPattern implements RequestPattern, AutoCloseable {
  private final Optional<PurchaseQueue> queue;
  private final DecidingWorker worker;
  private final RequestPattern entrance;

  /**
   * The pattern of these settings; decides nothing that waits before it is started.
   *
   * @param glances what the latch looks through, if there is one
   * @param transport makes the queue, if purchases are queued
   */
  public RunningPattern(
      PatternSettings settings,
      StockGuard guard,
      Glances glances,
      Supplier<PurchaseQueue> transport) {
    this.queue = settings.isQueued() ? Optional.of(transport.get()) : Optional.empty();
    this.worker = new DecidingWorker(guard);
    RequestPattern pattern =
        queue.<RequestPattern>map(there -> there).orElseGet(() -> RequestPattern.sync(guard));
    this.entrance = settings.latch() ? new SoldOutLatch(pattern, glances) : pattern;
  }

  /** Begins to decide what waits. Called once. */
  public void start() {
    queue.ifPresent(there -> there.handTo(worker));
  }

  @Override
  public CompletionStage<PurchaseAnswer> answer(PurchaseRequest request) {
    return entrance.answer(request);
  }

  /** How many accepted purchases wait for their decision, as this process has last heard it. */
  public long undecided() {
    return queue.map(PurchaseQueue::undecided).orElse(0L);
  }

  /** How many accepted purchases this process has decided. */
  public long decided() {
    return worker.decided();
  }

  /** Decides nothing any more that waits. */
  @Override
  public void close() {
    queue.ifPresent(PurchaseQueue::close);
  }
}
