package flashsalelab.results.load;

/**
 * The words that the lab and a load generator exchange, a line each.
 *
 * <p>The lab starts the generator with the folder of {@code plan.json} as its one argument. The
 * generator prints {@link #READY}; the lab writes {@code RUN name} to its standard input; the
 * generator answers {@code STARTED name epochMillis} when the first arrival may come, {@code
 * WINDOW_CLOSED name epochMillis} when the segment's time is over, and {@code DRAINED name
 * epochMillis requests decided} when every request of it is answered, failed or expired and every
 * purchase that was queued is decided or given up, with how many there were and how many of them
 * were decided ({@link ClientOutcome#isDecided}). The end of its standard input ends the generator:
 * it writes its {@link GeneratorReport} and exits with 0. Whatever else the generator has to say
 * goes to standard error.
 */
public final class GeneratorProtocol {
  public static final String READY = "READY";
  public static final String RUN = "RUN";
  public static final String STARTED = "STARTED";
  public static final String WINDOW_CLOSED = "WINDOW_CLOSED";
  public static final String DRAINED = "DRAINED";

  /** Files in the folder that the generator is given. */
  public static final String PLAN_FILE = "plan.json";

  public static final String REPORT_FILE = "generator.json";
  public static final String HISTORY_FILE = "history.csv.gz";

  /** Latency from the intended start in microseconds, a tag per segment and outcome. */
  public static final String LATENCY_FILE = "latency.hlog";

  /** The generator's own lateness in microseconds, a tag per segment. */
  public static final String LATENESS_FILE = "lateness.hlog";

  /** How long subscribers waited for a change in microseconds, a tag per segment. */
  public static final String DELAYS_FILE = "delays.hlog";

  private GeneratorProtocol() {}

  /** The histogram tag of the answers of one outcome in one segment. */
  public static String tag(String segment, ClientOutcome outcome) {
    return segment + "_" + outcome.word();
  }
}
