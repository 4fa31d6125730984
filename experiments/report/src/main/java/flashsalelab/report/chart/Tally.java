package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Variant;
import flashsalelab.results.RoundRow;
import flashsalelab.results.Safety;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which variants sold how many units too many, and lost some to crashes, all rounds together. */
final class Tally {
  private static final int NAMED = 2;

  private final Map<String, List<RoundRow>> rounds = new LinkedHashMap<>();

  void add(Experiment experiment) {
    for (Variant variant : experiment.variants()) {
      experiment.rounds().stream()
          .filter(row -> row.variant().equals(variant.name()))
          .forEach(
              row -> rounds.computeIfAbsent(variant.name(), key -> new ArrayList<>()).add(row));
    }
  }

  /** For instance {@code semaphore sold 0 too many; unguarded sold 312 too many}. */
  String sentence() {
    var none = new ArrayList<String>();
    var unproven = new ArrayList<String>();
    var parts = new ArrayList<String>();
    rounds.forEach((variant, rows) -> {
      long oversold = rows.stream().mapToLong(RoundRow::oversold).sum();
      if (oversold > 0) {
        parts.add("%s sold %s too many".formatted(variant, Amount.of(oversold)));
      } else if (Safety.of(rows.stream().map(RoundRow::safety).toList()) == Safety.UNKNOWN) {
        unproven.add(variant);
      } else {
        none.add(variant);
      }
    });
    if (!unproven.isEmpty()) {
      parts.addFirst("no verdict on " + named(unproven));
    }
    if (!none.isEmpty()) {
      parts.addFirst(named(none) + " sold 0 too many");
    }
    String sold =
        parts.size() > NAMED + 2
            ? String.join("; ", parts.subList(0, NAMED + 1))
                + "; and %d more oversold".formatted(parts.size() - NAMED - 1)
            : String.join("; ", parts);
    return sold + crashes();
  }

  /** What crashes took from those that did not oversell, and whether it came back. */
  private String crashes() {
    var lost = new ArrayList<String>();
    long units = 0;
    long unrecovered = 0;
    for (Map.Entry<String, List<RoundRow>> variant : rounds.entrySet()) {
      List<RoundRow> crashed =
          variant.getValue().stream().filter(row -> row.unrecovered() != null).toList();
      long own = crashed.stream().mapToLong(RoundRow::undersold).sum();
      if (own > 0) {
        lost.add(variant.getKey());
        units += own;
        unrecovered +=
            crashed.stream()
                .map(RoundRow::unrecovered)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
      }
    }
    if (lost.isEmpty()) {
      return "";
    }
    return "; crashes took %s from %s, %s"
        .formatted(
            Amount.of(units, "unit"),
            named(lost),
            unrecovered == 0
                ? "and reconciliation brought all back"
                : "and %s never came back".formatted(Amount.of(unrecovered)));
  }

  private static String named(List<String> variants) {
    return variants.size() <= NAMED
        ? String.join(" and ", variants)
        : "%d guards".formatted(variants.size());
  }
}
