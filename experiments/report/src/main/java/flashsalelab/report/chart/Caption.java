package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.run.Run;
import flashsalelab.results.Environment;
import flashsalelab.results.RoundRow;
import flashsalelab.results.RunInfo;
import flashsalelab.results.Safety;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What stands under a figure: how to read it, how much evidence it rests on, and from where. */
final class Caption {
  private static final String USUAL_DURABILITY = "none";

  private Caption() {}

  /**
   * The lines of a caption.
   *
   * @param reading what the marks mean
   * @param rounds those that the figure shows
   */
  static List<String> of(Run run, String reading, Collection<RoundRow> rounds) {
    var lines = new ArrayList<String>();
    lines.add(reading + " " + evidence(rounds));
    lines.add(origin(run));
    return lines;
  }

  /** What is wrong with the run, else empty. */
  static String warning(Run run) {
    RunInfo info = run.info();
    if (info.status() == RunInfo.Status.COMPLETE && run.missing().isEmpty()) {
      return "";
    }
    var reasons = new ArrayList<String>();
    if (info.status() == RunInfo.Status.INCOMPLETE) {
      reasons.addAll(info.remarks());
    }
    if (!run.missing().isEmpty()) {
      List<String> few = run.missing().stream().limit(3).toList();
      int others = run.missing().size() - few.size();
      reasons.add(
          "without "
              + String.join(", ", few)
              + (others > 0 ? " and %d more".formatted(others) : ""));
    }
    return "INCOMPLETE RUN" + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons));
  }

  private static String evidence(Collection<RoundRow> rounds) {
    var perVariant =
        rounds.stream()
            .collect(
                Collectors.groupingBy(
                    row -> List.of(row.experiment(), row.load(), row.phase(), row.variant()),
                    Collectors.counting()))
            .values()
            .stream()
            .mapToLong(count -> count)
            .summaryStatistics();
    if (perVariant.getCount() == 0) {
      return "n: no round.";
    }
    String each =
        perVariant.getMin() == perVariant.getMax()
            ? Amount.of(perVariant.getMax(), "round")
            : "%d to %s".formatted(perVariant.getMin(), Amount.of(perVariant.getMax(), "round"));
    long requests = rounds.stream().mapToLong(RoundRow::requests).sum();
    long unknown = rounds.stream().filter(row -> row.safety() == Safety.UNKNOWN).count();
    String doubts =
        unknown == 0
            ? ""
            : " The audit of %s of these %d is UNKNOWN: read them with care."
                .formatted(Amount.of(unknown, "round"), rounds.size());
    return "n: %s per variant and load, %s in all.%s"
        .formatted(each, Amount.of(requests, "request"), doubts);
  }

  private static String origin(Run run) {
    var parts = new ArrayList<String>();
    parts.add("Run " + run.info().id());
    parts.add(run.info().scale() + " scale");
    parts.add("launcher " + run.info().launcher());
    run.environment()
        .ifPresentOrElse(
            environment -> parts.addAll(machine(environment)),
            () -> parts.add("machine and revision unknown"));
    return String.join(" · ", parts);
  }

  private static List<String> machine(Environment environment) {
    var parts = new ArrayList<String>();
    parts.add("%s (%s)".formatted(Amount.of(environment.cores(), "core"), environment.processor()));
    parts.add("JDK " + environment.jdk());
    String durability = environment.redisDurability();
    if (durability != null && !durability.equals(USUAL_DURABILITY)) {
      parts.add("Redis appends to disk: " + durability);
    }
    parts.add(
        "revision "
            + shortened(environment.revision())
            + (environment.modified() ? ", modified" : ""));
    return parts;
  }

  private static String shortened(String revision) {
    return revision.matches("[0-9a-f]{13,}") ? revision.substring(0, 12) : revision;
  }
}
