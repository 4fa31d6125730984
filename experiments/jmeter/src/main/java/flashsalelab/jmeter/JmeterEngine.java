package flashsalelab.jmeter;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.jmeter.engine.JMeterEngineException;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.testelement.TestPlan;
import org.apache.jmeter.util.JMeterUtils;
import org.apache.jorphan.collections.ListedHashTree;

/** JMeter's engine, running the threads of a slot pool from its start to its close. */
final class JmeterEngine implements AutoCloseable {
  private static final Duration START_TIME = Duration.ofSeconds(30);
  private static final Duration STOP_TIME = Duration.ofSeconds(10);

  /** JMeter then looks for its properties on the class path. */
  private static final String NO_FILE = "";

  private final StandardJMeterEngine engine = new StandardJMeterEngine();

  static {
    JMeterUtils.loadJMeterProperties(NO_FILE);
  }

  private final SlotPool pool;

  /**
   * Starts the threads.
   *
   * @param timeout of a request
   */
  JmeterEngine(SlotPool pool, Duration timeout) {
    this.pool = pool;
    var plan = new TestPlan("flash sale");
    var tree = new ListedHashTree(plan);
    tree.add(plan, new SlotThreadGroup(pool, timeout));
    engine.configure(tree);
    try {
      engine.runTest();
    } catch (JMeterEngineException e) {
      throw new IllegalStateException("JMeter did not start", e);
    }
  }

  /** Waits until every slot is idle. */
  void awaitReady() throws InterruptedException {
    if (!pool.awaitAllIdle(START_TIME)) {
      throw new IllegalStateException(
          "not all of %d JMeter threads were up after %s"
              .formatted(pool.slots().size(), START_TIME));
    }
  }

  /** The version of the JMeter that runs. */
  static String version() {
    return JMeterUtils.getJMeterVersion();
  }

  /** Closes the slots, whose connections end with them. */
  @Override
  public void close() {
    engine.stopTest(false);
    try {
      engine.awaitTermination(STOP_TIME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("JMeter's threads did not end in " + STOP_TIME, e);
    }
  }
}
