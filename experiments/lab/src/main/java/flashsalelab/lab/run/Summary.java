package flashsalelab.lab.run;

import flashsalelab.lab.launch.Component;
import flashsalelab.lab.statistics.Bootstrap;
import flashsalelab.results.Latencies;
import flashsalelab.results.ResourceRow;
import flashsalelab.results.RoundRow;
import flashsalelab.results.RunFolder;
import flashsalelab.results.Safety;
import flashsalelab.results.SummaryRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One row per experiment, load, phase and variant, over all its rounds. */
final class Summary {

  private final RunFolder folder;
  private final Map<Cell, List<ResourceRow>> resources;

  private Summary(RunFolder folder, List<ResourceRow> resources) {
    this.folder = folder;
    this.resources =
        resources.stream()
            .collect(
                Collectors.groupingBy(
                    row -> new Cell(row.experiment(), row.load(), row.phase(), row.variant())));
  }

  /** What a row is about. */
  record Cell(String experiment, String load, String phase, String variant) {
    static Cell of(RoundRow row) {
      return new Cell(row.experiment(), row.load(), row.phase(), row.variant());
    }
  }

  /** The rounds of every cell, in the order in which the cells were first measured. */
  static Map<Cell, List<RoundRow>> cells(List<RoundRow> rounds) {
    return rounds.stream()
        .collect(Collectors.groupingBy(Cell::of, LinkedHashMap::new, Collectors.toList()));
  }

  /** Sums a run up. */
  static List<SummaryRow> of(RunFolder folder, List<RoundRow> rounds, List<ResourceRow> resources) {
    var summary = new Summary(folder, resources);
    return cells(rounds).entrySet().stream()
        .map(cell -> summary.row(cell.getKey(), cell.getValue()))
        .toList();
  }

  private SummaryRow row(Cell cell, List<RoundRow> rounds) {
    LatencyFigures latencies =
        figures(cell, folder.latencies(cell.experiment(), cell.load(), cell.phase()));
    LatencyFigures acknowledgements =
        figures(cell, folder.acknowledgements(cell.experiment(), cell.load(), cell.phase()));
    long requests = rounds.stream().mapToLong(RoundRow::requests).sum();
    long errors = rounds.stream().mapToLong(RoundRow::errors).sum();
    return new SummaryRow(
        cell.experiment(),
        cell.load(),
        cell.phase(),
        cell.variant(),
        Safety.of(rounds.stream().map(RoundRow::safety).toList()),
        rounds.size(),
        requests,
        rounds.stream().mapToLong(RoundRow::decided).sum(),
        Bootstrap.median(rounds.stream().mapToDouble(RoundRow::throughputPerS).toArray()),
        latencies.mean(),
        latencies.p50(),
        latencies.p95(),
        latencies.p99(),
        median(rounds, RoundRow::acksPerS),
        acknowledgements.p50(),
        acknowledgements.p99(),
        requests == 0 ? 1 : (double) errors / requests,
        rounds.stream().mapToLong(RoundRow::oversold).sum(),
        rounds.stream().mapToLong(RoundRow::undersold).sum(),
        sum(rounds, RoundRow::unrecovered),
        median(rounds, RoundRow::cpuMsPerDecided),
        use(cell, Component.EDGE, ResourceRow::cpuCores),
        use(cell, Component.EDGE, ResourceRow::memoryMib),
        use(cell, Component.BALANCER, ResourceRow::cpuCores),
        use(cell, Component.BALANCER, ResourceRow::memoryMib),
        use(cell, Component.REDIS, ResourceRow::cpuCores),
        use(cell, Component.REDIS, ResourceRow::memoryMib),
        use(cell, Component.BROKER, ResourceRow::cpuCores),
        use(cell, Component.BROKER, ResourceRow::memoryMib),
        use(cell, Component.DATABASE, ResourceRow::cpuCores),
        use(cell, Component.DATABASE, ResourceRow::memoryMib),
        use(cell, Component.PROJECTOR, ResourceRow::cpuCores),
        use(cell, Component.PROJECTOR, ResourceRow::memoryMib),
        use(cell, Component.GENERATOR, ResourceRow::cpuCores),
        use(cell, Component.GENERATOR, ResourceRow::memoryMib));
  }

  private static LatencyFigures figures(Cell cell, Path log) {
    try {
      return LatencyFigures.of(
          Latencies.byTag(log).getOrDefault(cell.variant(), Latencies.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Long sum(
      List<RoundRow> rounds, Function<RoundRow, @Nullable Long> value) {
    return rounds.stream().map(value).filter(Objects::nonNull).reduce(Long::sum).orElse(null);
  }

  private static @Nullable Double median(
      List<RoundRow> rounds, Function<RoundRow, @Nullable Double> value) {
    double[] values =
        rounds.stream()
            .map(value)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    return values.length == 0 ? null : Bootstrap.median(values);
  }

  /** The mean over rounds of the sum over a component's processes. */
  private @Nullable Double use(
      Cell cell, Component component, ToDoubleFunction<ResourceRow> value) {
    OptionalDouble mean =
        resources.getOrDefault(cell, List.of()).stream()
            .filter(row -> row.component().equals(component.word()))
            .collect(Collectors.groupingBy(ResourceRow::round, Collectors.summingDouble(value)))
            .values()
            .stream()
            .mapToDouble(Double::doubleValue)
            .average();
    return mean.isPresent() ? mean.getAsDouble() : null;
  }
}
