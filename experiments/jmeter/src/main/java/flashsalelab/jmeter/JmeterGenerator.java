package flashsalelab.jmeter;

import flashsalelab.results.load.LoadPlan;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The generator's process: {@code java -jar jmeter.jar folder}.
 *
 * <p>Exit codes: 0 when the input ended, 2 when the plan or a command cannot be followed (a line on
 * standard error says why), 1 after a crash (a stack trace on standard error).
 */
public final class JmeterGenerator {
  private static final int OK = 0;
  private static final int CRASHED = 1;
  private static final int INVALID = 2;

  private JmeterGenerator() {}

  public static void main(String[] args) {
    PrintStream protocol = System.out;
    // No library may talk into the protocol.
    System.setOut(System.err);
    Thread.setDefaultUncaughtExceptionHandler((thread, crash) -> {
      crash.printStackTrace();
      Runtime.getRuntime().halt(CRASHED);
    });
    System.exit(run(args, System.in, protocol, System.err));
  }

  /** Runs the generator and returns its exit code. */
  static int run(String[] args, InputStream in, PrintStream protocol, PrintStream errors) {
    if (args.length != 1) {
      errors.println("Usage: java -jar jmeter.jar <folder that holds plan.json>");
      return INVALID;
    }
    try {
      Path folder = Path.of(args[0]);
      LoadPlan plan = PlanReader.read(folder);
      new LoadSession(plan, folder, new ControlLine(in, protocol)).run();
      return OK;
    } catch (InvalidInput e) {
      errors.println(e.getMessage());
      return INVALID;
    } catch (Exception | Error e) {
      e.printStackTrace(errors);
      return CRASHED;
    }
  }
}
