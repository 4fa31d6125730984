package flashsalelab.report.chart;

import flashsalelab.report.figure.Row.Swatch;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which look each variant has: the same in every figure of a run, and another than that of any
 * variant it is ever compared with. A greedy colouring of the graph of variants that meet.
 */
final class Looks {
  private final Map<String, Integer> byVariant = new LinkedHashMap<>();

  Looks(Run run) {
    for (Experiment experiment : run.experiments()) {
      for (Variant variant : experiment.variants()) {
        byVariant.computeIfAbsent(variant.name(), name -> firstFree(run, name));
      }
    }
  }

  private int firstFree(Run run, String name) {
    List<Integer> taken =
        run.experiments().stream()
            .map(Looks::names)
            .filter(names -> names.contains(name))
            .flatMap(List::stream)
            .filter(byVariant::containsKey)
            .map(byVariant::get)
            .toList();
    return IntStream.iterate(0, look -> look + 1)
        .filter(look -> !taken.contains(look))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(Experiment experiment) {
    return experiment.variants().stream().map(Variant::name).toList();
  }

  int of(Variant variant) {
    return byVariant.getOrDefault(variant.name(), 0);
  }

  List<Swatch> legend(List<Variant> variants) {
    return variants.stream().map(variant -> new Swatch(label(variant), of(variant))).toList();
  }

  /** A variant's name, and whether it is a control. */
  static String label(Variant variant) {
    return variant.control() ? variant.name() + " (control)" : variant.name();
  }
}
