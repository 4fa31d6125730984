package flashsalelab.report;

import flashsalelab.results.Promotion;
import flashsalelab.results.RunFolder;
import flashsalelab.results.RunInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line of this module. Exit codes: 0 done, 1 it could not be done, 2 the command was
 * not understood; errors are one line on standard error.
 */
@Command(
    name = "report",
    description = "Draws the charts of a run, and makes a run the reference.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  @Spec private @Nullable CommandSpec spec;

  private Main() {}

  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    var out = new PrintWriter(System.out, true, System.out.charset());
    var err = new PrintWriter(System.err, true, System.err.charset());
    System.exit(run(out, err, arguments));
  }

  /** Runs one command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          command.getErr().println(sentence(failure));
          return CommandLine.ExitCode.SOFTWARE;
        })
        .execute(arguments);
  }

  private static String sentence(Exception failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return switch (failure) {
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case UncheckedIOException io -> message + " (" + io.getCause() + ")";
      case IOException io -> message;
      case IllegalStateException refused -> message;
      default -> failure.toString().lines().findFirst().orElse("");
    };
  }

  private PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("the command line was not parsed");
    }
    return spec.commandLine().getOut();
  }

  @Command(
      name = "render",
      description = "Draws the charts of a run as PNG files.",
      mixinStandardHelpOptions = true)
  int render(
      @Parameters(paramLabel = "<run folder>", description = "The folder with run.json.") Path run,
      @Option(
              names = "--out",
              paramLabel = "<folder>",
              description =
                  "Where to write them. Default: benchmarks, for a smoke run benchmarks/smoke.")
          @Nullable Path out)
      throws IOException {
    RunFolder folder = existing(run);
    List<Path> written = Charts.render(folder, out == null ? defaultOut(folder) : out);
    if (written.isEmpty()) {
      throw new IllegalStateException(run + " has no measured round yet: nothing was drawn");
    }
    written.forEach(picture -> out().println(picture));
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "promote",
      description = "Makes a complete run of standard or full scale the reference.",
      mixinStandardHelpOptions = true)
  int promote(
      @Parameters(paramLabel = "<run folder>", description = "The folder with run.json.") Path run,
      @Option(
              names = "--reference",
              paramLabel = "<folder>",
              defaultValue = "reports/reference",
              description = "What it replaces. Default: ${DEFAULT-VALUE}.")
          Path reference)
      throws IOException {
    Promotion.promote(existing(run), reference);
    out().println(run + " is now the reference in " + reference);
    return CommandLine.ExitCode.OK;
  }

  private static Path defaultOut(RunFolder folder) throws IOException {
    RunInfo info = folder.readRun();
    Path benchmarks = Path.of("benchmarks");
    return info.scale().equals("smoke") ? benchmarks.resolve("smoke") : benchmarks;
  }

  private static RunFolder existing(Path folder) {
    if (!Files.isRegularFile(folder.resolve("run.json"))) {
      throw new IllegalStateException(
          folder + " is not a run's folder: it has no run.json. Name one, reports/latest for one");
    }
    return new RunFolder(folder);
  }
}
