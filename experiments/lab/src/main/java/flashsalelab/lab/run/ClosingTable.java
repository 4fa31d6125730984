package flashsalelab.lab.run;

import flashsalelab.results.Judgement;
import flashsalelab.results.SummaryRow;
import flashsalelab.results.Verdicts;
import flashsalelab.results.Verdicts.Comparison;
import flashsalelab.results.Verdicts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run came to, as a person reads it at its end. */
final class ClosingTable {
  private static final String HEADER =
      "%-24s %-7s %-9s %-18s %-9s %8s %9s %9s %9s %8s %8s %8s %8s%n"
          .formatted(
              "experiment",
              "load",
              "phase",
              "variant",
              "safety",
              "per s",
              "p50 ms",
              "p95 ms",
              "p99 ms",
              "CPU",
              "MiB",
              "errors",
              "oversold");
  private static final String ABSENT = "-";

  private ClosingTable() {}

  static String of(List<SummaryRow> summary, Verdicts verdicts) {
    if (summary.isEmpty()) {
      return "Nothing was measured.";
    }
    var text = new StringBuilder(HEADER);
    for (SummaryRow row : summary) {
      text.append(
          "%-24s %-7s %-9s %-18s %-9s %8.0f %9s %9s %9s %8s %8s %7.2f%% %8d%n"
              .formatted(
                  row.experiment(),
                  row.load(),
                  row.phase(),
                  row.variant(),
                  safety(row, verdicts),
                  row.throughputPerS(),
                  number("%.2f", row.p50Ms()),
                  number("%.2f", row.p95Ms()),
                  number("%.2f", row.p99Ms()),
                  number("%.2f", cpuCores(row)),
                  number("%.0f", memoryMib(row)),
                  100 * row.errorRate(),
                  row.oversold()));
    }
    text.append(
        "CPU: processors that the system kept busy. Safety FAIL*: a control, seen to fail.");
    for (String finding : findings(verdicts)) {
      text.append(System.lineSeparator()).append(finding);
    }
    return text.toString();
  }

  private static String safety(SummaryRow row, Verdicts verdicts) {
    boolean controlSeen =
        verdicts.verdicts().stream()
            .filter(verdict -> isAbout(verdict, row))
            .anyMatch(verdict -> verdict.expectedViolation() && verdict.asExpected());
    return row.safety() + (controlSeen ? "*" : "");
  }

  private static boolean isAbout(Verdict verdict, SummaryRow row) {
    return verdict.experiment().equals(row.experiment())
        && verdict.load().equals(row.load())
        && verdict.phase().equals(row.phase())
        && verdict.variant().equals(row.variant());
  }

  private static List<String> findings(Verdicts verdicts) {
    var lines = new ArrayList<String>();
    for (Comparison comparison : verdicts.comparisons()) {
      Double ratio = comparison.ratio();
      Double low = comparison.low();
      Double high = comparison.high();
      if (ratio != null
          && low != null
          && high != null
          && comparison.judgement() != Judgement.INCONCLUSIVE) {
        lines.add(
            "%s, %s, %s: %s of %s is %.2f of %s (95%%: %.2f to %.2f, %d rounds): %s"
                .formatted(
                    comparison.experiment(),
                    comparison.load(),
                    comparison.phase(),
                    comparison.metric(),
                    comparison.candidate(),
                    ratio,
                    comparison.baseline(),
                    low,
                    high,
                    comparison.rounds(),
                    comparison.judgement().name().toLowerCase(Locale.ROOT)));
      }
    }
    long inconclusive =
        verdicts.comparisons().stream()
            .filter(comparison -> comparison.judgement() == Judgement.INCONCLUSIVE)
            .count();
    if (inconclusive > 0) {
      lines.add("%d comparisons are inconclusive".formatted(inconclusive));
    }
    return lines;
  }

  private static @Nullable Double cpuCores(SummaryRow row) {
    return total(
        row.edgeCpuCores(),
        row.balancerCpuCores(),
        row.redisCpuCores(),
        row.brokerCpuCores(),
        row.databaseCpuCores(),
        row.projectorCpuCores());
  }

  private static @Nullable Double memoryMib(SummaryRow row) {
    return total(
        row.edgeMemoryMib(),
        row.balancerMemoryMib(),
        row.redisMemoryMib(),
        row.brokerMemoryMib(),
        row.databaseMemoryMib(),
        row.projectorMemoryMib());
  }

  private static @Nullable Double total(@Nullable Double... parts) {
    Double sum = null;
    for (Double part : parts) {
      if (part != null) {
        sum = sum == null ? part : sum + part;
      }
    }
    return sum;
  }

  private static String number(String format, @Nullable Double value) {
    return value == null ? ABSENT : String.format(Locale.ROOT, format, value);
  }
}
