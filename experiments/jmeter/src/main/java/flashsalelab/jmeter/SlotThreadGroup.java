package flashsalelab.jmeter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.threads.AbstractThreadGroup;
import org.apache.jmeter.threads.JMeterThread;
import org.apache.jmeter.threads.JMeterVariables;
import org.apache.jmeter.threads.ListenerNotifier;
import org.apache.jorphan.collections.ListedHashTree;

/**
 * A thread group with a JMeter thread for every slot. All start at once and live until the slots
 * are closed.
 */
final class SlotThreadGroup extends AbstractThreadGroup {
  /** Enough for HttpClient's calls many times over, in place of the megabyte that is usual. */
  private static final long STACK_BYTES = 256 * 1024;

  private final transient SlotPool pool;
  private final transient Duration timeout;
  private final transient List<Thread> threads = new ArrayList<>();

  SlotThreadGroup(SlotPool pool, Duration timeout) {
    this.pool = pool;
    this.timeout = timeout;
    setName("slots");
    setNumThreads(pool.slots().size());
  }

  @Override
  public void start(
      int groupNumber,
      ListenerNotifier notifier,
      ListedHashTree ignored,
      StandardJMeterEngine engine) {
    var builder = Thread.ofPlatform().stackSize(STACK_BYTES);
    int number = 0;
    for (Slot slot : pool.slots()) {
      var sampler = new PurchaseSampler(slot, timeout);
      slot.samplesWith(sampler);
      var controller = new SlotController(slot, sampler);
      var tree = new ListedHashTree(controller);
      tree.add(controller, sampler);
      JMeterThread jmeter =
          makeThread(engine, this, notifier, groupNumber, number, tree, new JMeterVariables());
      threads.add(builder.name(jmeter.getThreadName()).start(jmeter));
      number++;
    }
  }

  @Override
  public void stop() {
    pool.slots().forEach(Slot::close);
  }

  @Override
  public void tellThreadsToStop() {
    stop();
  }

  @Override
  public boolean stopThread(String threadName, boolean now) {
    return false;
  }

  @Override
  public void threadFinished(JMeterThread thread) {}

  @Override
  public int numberOfActiveThreads() {
    return getNumberOfThreads();
  }

  @Override
  public boolean verifyThreadsStopped() {
    return threads.stream().noneMatch(Thread::isAlive);
  }

  @Override
  public void waitThreadsStopped() {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public JMeterThread addNewThread(int delay, StandardJMeterEngine engine) {
    throw new UnsupportedOperationException("the number of slots is fixed");
  }
}
