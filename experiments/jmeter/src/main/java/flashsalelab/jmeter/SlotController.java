package flashsalelab.jmeter;

import org.apache.jmeter.control.Controller;
import org.apache.jmeter.engine.event.LoopIterationListener;
import org.apache.jmeter.samplers.Sampler;
import org.apache.jmeter.testelement.AbstractTestElement;
import org.jspecify.annotations.Nullable;

/**
 * The root of what a JMeter thread runs: hands it the sampler whenever the slot has a purchase, and
 * ends it when the slot is closed. It fires no loop events, which would reset the connection.
 */
final class SlotController extends AbstractTestElement implements Controller {
  private final transient Slot slot;
  private final transient PurchaseSampler sampler;
  private transient boolean done;

  SlotController(Slot slot, PurchaseSampler sampler) {
    this.slot = slot;
    this.sampler = sampler;
  }

  @Override
  public @Nullable Sampler next() {
    done = slot.next() == null;
    return done ? null : sampler;
  }

  /** Nothing: the controller has no variables that JMeter would have replaced. */
  @Override
  public void recoverRunningVersion() {}

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public void initialize() {}

  @Override
  public void triggerEndOfLoop() {}

  @Override
  public void addIterationListener(LoopIterationListener listener) {}

  @Override
  public void removeIterationListener(LoopIterationListener listener) {}
}
