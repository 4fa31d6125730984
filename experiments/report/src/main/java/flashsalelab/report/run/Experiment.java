package flashsalelab.report.run;

import flashsalelab.results.RecordsRow;
import flashsalelab.results.ResourceRow;
import flashsalelab.results.RoundRow;
import flashsalelab.results.SampleRow;
import flashsalelab.results.SummaryRow;
import flashsalelab.results.UpdateRow;
import flashsalelab.results.Verdicts.Comparison;
import flashsalelab.results.Verdicts.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What one experiment left. Everything but the name may be empty.
 *
 * @param variants in the spec's order, then others that rows speak of
 * @param windows likewise
 * @param updates what subscribers were told
 * @param records what became of the sale's records
 * @param latencies merged over all rounds, in microseconds, by window and variant
 * @param delays how long subscribers waited for changes, likewise
 */
public record Experiment(
    String name,
    List<Variant> variants,
    List<Window> windows,
    List<RoundRow> rounds,
    List<SampleRow> samples,
    List<ResourceRow> resources,
    List<SummaryRow> summary,
    List<Verdict> verdicts,
    List<Comparison> comparisons,
    List<UpdateRow> updates,
    List<RecordsRow> records,
    Map<Window, Map<String, Histogram>> latencies,
    Map<Window, Map<String, Histogram>> delays) {

  /** Whether its variants differ in the stock guard, and that is what it is about. */
  public boolean comparesGuards() {
    return !killsTheStore() && variants.stream().map(Variant::guard).distinct().count() > 1;
  }

  /** Whether the server that the sale's records are in was killed. */
  public boolean killsTheStore() {
    return records.stream().anyMatch(row -> row.downMs() != null);
  }

  /** Whether some purchases were acknowledged before they were decided. */
  public boolean acknowledgesFirst() {
    return rounds.stream()
        .anyMatch(row -> row.ackP99Ms() != null && !row.ackP99Ms().equals(row.p99Ms()));
  }

  /** Whether more came for a while than the system takes, wherever it was measured. */
  public boolean surges() {
    return !windows.isEmpty() && windows.stream().allMatch(window -> window.surge() != null);
  }

  /** The variant that another one is compared with; empty where it is that itself. */
  public Optional<Variant> baselineOf(Variant variant) {
    String own = variant.baseline();
    return variants.stream()
        .filter(other -> own == null ? other.equals(variants.getFirst()) : other.name().equals(own))
        .filter(other -> !other.equals(variant))
        .findFirst();
  }

  /** What the subscribers of one window and variant were told. */
  public List<UpdateRow> updates(Window window, Variant variant) {
    return updates.stream()
        .filter(row -> window.is(row.load(), row.phase()) && row.variant().equals(variant.name()))
        .toList();
  }

  /** What became of the records in one window and variant. */
  public List<RecordsRow> records(Window window, Variant variant) {
    return records.stream()
        .filter(row -> window.is(row.load(), row.phase()) && row.variant().equals(variant.name()))
        .toList();
  }

  /** The phases, in the order in which they were measured. */
  public List<String> phases() {
    return windows.stream().map(Window::phase).distinct().toList();
  }

  /** The windows of one phase. */
  public List<Window> windows(String phase) {
    return windows.stream().filter(window -> window.phase().equals(phase)).toList();
  }

  /** The phase that was measured first; empty where nothing was to be measured. */
  public Optional<String> firstPhase() {
    return windows.stream().map(Window::phase).findFirst();
  }

  /** Where a system is busy but not overrun: the peak load, else the one with most arrivals. */
  public Optional<Window> peak(String phase) {
    List<Window> ofPhase = windows(phase);
    return ofPhase.stream()
        .filter(window -> window.load().equals("peak"))
        .findFirst()
        .or(() -> ofPhase.stream().max(Comparator.comparingDouble(this::offeredPerS)));
  }

  /** The rounds of one window and variant. */
  public List<RoundRow> rounds(Window window, Variant variant) {
    return rounds.stream()
        .filter(row -> window.is(row.load(), row.phase()) && row.variant().equals(variant.name()))
        .toList();
  }

  /** The samples of one window and variant. */
  public List<SampleRow> samples(Window window, Variant variant) {
    return samples.stream()
        .filter(row -> window.is(row.load(), row.phase()) && row.variant().equals(variant.name()))
        .toList();
  }

  /** The resources of one window and variant. */
  public List<ResourceRow> resources(Window window, Variant variant) {
    return resources.stream()
        .filter(row -> window.is(row.load(), row.phase()) && row.variant().equals(variant.name()))
        .toList();
  }

  /** The summary of one window and variant. */
  public Optional<SummaryRow> summary(Window window, Variant variant) {
    return summary.stream()
        .filter(row -> window.is(row.load(), row.phase()) && row.variant().equals(variant.name()))
        .findFirst();
  }

  /** The verdict on one window and variant. */
  public Optional<Verdict> verdict(Window window, Variant variant) {
    return verdicts.stream()
        .filter(row -> window.is(row.load(), row.phase()) && row.variant().equals(variant.name()))
        .findFirst();
  }

  /** The comparisons in one window by one metric. */
  public List<Comparison> comparisons(Window window, String metric) {
    return comparisons.stream()
        .filter(row -> window.is(row.load(), row.phase()) && row.metric().equals(metric))
        .toList();
  }

  /** Arrivals per second that were meant to come, or that came where the spec is missing. */
  public double offeredPerS(Window window) {
    return window
        .offeredPerS()
        .orElseGet(() ->
            Spread.of(
                    rounds.stream()
                        .filter(row -> window.is(row.load(), row.phase()))
                        .filter(row -> row.requests() > 0 && row.windowS() > 0)
                        .map(row -> row.requests() / row.windowS())
                        .toList())
                .map(Spread::median)
                .orElse(0.0));
  }
}
