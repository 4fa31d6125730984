package flashsalelab.lab.launch;

/** An exit code in words. */
public final class ExitCode {
  private static final int SIGNALS = 128;

  private ExitCode() {}

  /** A shell reports a death by signal n as 128 + n, and so do the JDK and Docker. */
  public static String describe(long code) {
    return code > SIGNALS
        ? "exit code %d (signal %d)".formatted(code, code - SIGNALS)
        : "exit code %d".formatted(code);
  }
}
