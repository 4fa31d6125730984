package flashsalelab.report.chart;

import flashsalelab.report.figure.Amount;
import flashsalelab.report.figure.Axis;
import flashsalelab.report.figure.Figure;
import flashsalelab.report.figure.Panel;
import flashsalelab.report.figure.Row;
import flashsalelab.report.figure.Series;
import flashsalelab.report.figure.Series.Point;
import flashsalelab.report.run.Experiment;
import flashsalelab.report.run.Run;
import flashsalelab.report.run.Spread;
import flashsalelab.report.run.Variant;
import flashsalelab.report.run.Window;
import flashsalelab.results.ResourceRow;
import flashsalelab.results.RoundRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Processors kept busy and memory held, by component and variant, in the first phase. */
public final class ResourceUsage implements Chart {

  private record Resource(String name, String unit, ToDoubleFunction<ResourceRow> amount) {
    String title() {
      return "%s (%s)".formatted(name, unit);
    }
  }

  private static final List<Resource> RESOURCES =
      List.of(
          new Resource("CPU", "cores busy", ResourceRow::cpuCores),
          new Resource("memory", "MiB", ResourceRow::memoryMib));

  @Override
  public String name() {
    return "resource-usage";
  }

  @Override
  public Optional<Figure> figure(Run run) {
    var looks = new Looks(run);
    var rows = new ArrayList<Row>();
    var shown = new ArrayList<RoundRow>();
    for (Experiment experiment : run.experiments()) {
      for (String phase : experiment.firstPhase().stream().toList()) {
        List<Row> own = rows(experiment, phase, looks);
        rows.addAll(own);
        if (!own.isEmpty()) {
          experiment.rounds().stream().filter(row -> row.phase().equals(phase)).forEach(shown::add);
        }
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "What it costs: CPU and memory by component",
            rows,
            Caption.of(
                run,
                "Bars: mean of the rounds, summed over a component's processes; whiskers: least and"
                    + " greatest round.",
                shown),
            Caption.warning(run)));
  }

  /** One window: a panel per resource. More: a row per resource with a panel per load. */
  private static List<Row> rows(Experiment experiment, String phase, Looks looks) {
    List<Window> windows =
        experiment.windows(phase).stream()
            .filter(window ->
                experiment.variants().stream()
                    .anyMatch(variant -> !experiment.resources(window, variant).isEmpty()))
            .toList();
    if (windows.isEmpty()) {
      return List.of();
    }
    String heading = experiment.name() + " · " + phase;
    var legend = looks.legend(experiment.variants());
    if (windows.size() == 1) {
      return List.of(
          new Row(
              heading + " · " + windows.getFirst().load(),
              "",
              legend,
              RESOURCES.stream()
                  .flatMap(resource -> panels(experiment, windows, resource, "", looks).stream())
                  .toList()));
    }
    var rows = new ArrayList<Row>();
    for (Resource resource : RESOURCES) {
      rows.add(
          new Row(
              heading + " · " + resource.name(),
              "",
              rows.isEmpty() ? legend : List.of(),
              panels(experiment, windows, resource, "load ", looks)));
    }
    return rows;
  }

  private static List<Panel> panels(
      Experiment experiment, List<Window> windows, Resource resource, String title, Looks looks) {
    List<String> components =
        experiment.resources().stream().map(ResourceRow::component).distinct().toList();
    List<List<Series>> perWindow =
        windows.stream()
            .map(window -> series(experiment, window, resource, components, looks))
            .toList();
    Axis y =
        Axis.Numbers.fromZero(
            resource.title(),
            perWindow.stream()
                .flatMap(List::stream)
                .flatMap(one -> one.points().stream())
                .map(Point::high)
                .toList());
    var panels = new ArrayList<Panel>();
    for (int i = 0; i < windows.size(); i++) {
      panels.add(
          new Panel(
              title.isEmpty() ? resource.name() : title + windows.get(i).load(),
              new Axis.Categories("", components),
              y,
              perWindow.get(i)));
    }
    return panels;
  }

  private static List<Series> series(
      Experiment experiment,
      Window window,
      Resource resource,
      List<String> components,
      Looks looks) {
    var series = new ArrayList<Series>();
    for (Variant variant : experiment.variants()) {
      List<ResourceRow> rows = experiment.resources(window, variant);
      var points = new ArrayList<Point>();
      for (int i = 0; i < components.size(); i++) {
        String component = components.get(i);
        int place = i;
        spread(rows.stream().filter(row -> row.component().equals(component)).toList(), resource)
            .ifPresent(spread ->
                points.add(
                    new Point(
                        place,
                        spread.mean(),
                        spread.least(),
                        spread.greatest(),
                        Amount.of(spread.mean()))));
      }
      series.add(new Series(variant.name(), looks.of(variant), Series.Form.BARS, points));
    }
    return series;
  }

  /** Of one component, summed over its processes, over the rounds. */
  private static Optional<Spread> spread(Collection<ResourceRow> rows, Resource resource) {
    return Spread.of(
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    ResourceRow::round, Collectors.summingDouble(resource.amount())))
            .values());
  }
}
