package flashsalelab.payments.fake;

import java.util.function.Supplier;

/** Counts the steps of a piece of work, and ends it at one of them as a crash would. */
public final class Steps {
  private int crashAt = -1;
  private int taken;
  private boolean crashed;

  /** The process is gone. */
  public static final class CrashException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The work ends at this step, counted from 0: an even one before a call, an odd one after it. */
  public void crashAt(int step) {
    crashAt = step;
    taken = 0;
    crashed = false;
  }

  /** Nothing crashes any more. */
  public void run() {
    crashAt = -1;
  }

  /** Whether the work was ended. */
  public boolean crashed() {
    return crashed;
  }

  <T> T call(Supplier<T> effect) {
    step();
    T result = effect.get();
    step();
    return result;
  }

  private void step() {
    if (taken++ == crashAt) {
      crashed = true;
      throw new CrashException();
    }
  }
}
