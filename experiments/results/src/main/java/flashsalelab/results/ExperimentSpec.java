package flashsalelab.results;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment set out to do: {@code <experiment>/spec.json}, written before anything starts
 * and again once calibration has settled the rates.
 *
 * @param name the experiment's, in kebab-case
 * @param question what it asks
 * @param baseline the variant that others are compared with
 * @param rounds how many rounds there are, in each of which a variant may be deployed afresh
 * @param seed of the order of variants and of the arrival schedules
 * @param margin ratios within 1/(1+margin) and 1+margin count as equivalent
 * @param variants what is compared
 * @param warmUp what each deployment runs before it is measured
 * @param measurements what is measured in each round, in order
 * @param calibration where the rates come from
 * @param invariants what the auditor checks, by name
 */
public record ExperimentSpec(
    String name,
    String question,
    String baseline,
    int rounds,
    long seed,
    double margin,
    List<VariantSpec> variants,
    WarmUpSpec warmUp,
    List<MeasurementSpec> measurements,
    CalibrationSpec calibration,
    List<String> invariants) {
  public ExperimentSpec {
    variants = List.copyOf(variants);
    measurements = List.copyOf(measurements);
    invariants = List.copyOf(invariants);
  }

  /**
   * A system to deploy.
   *
   * @param name the variant's
   * @param edge the HTTP server
   * @param instances how many of it
   * @param guard the stock guard
   * @param balancing the balancer's algorithm, absent where the load goes straight to the one edge
   * @param expectedViolation a control: its invariants must be seen to break
   * @param settings further settings of the edge, by environment variable
   * @param baseline the variant that it is compared with, absent where that is the experiment's
   * @param subscribers who watch the product that is measured, absent where nobody is to
   * @param redisDurability what Redis writes to disk, absent where that is the run's
   * @param mayLose whether purchases may be lost with the server that keeps them
   * @param rounds in how many of the experiment's rounds it has its turn
   */
  public record VariantSpec(
      String name,
      String edge,
      int instances,
      String guard,
      @Nullable String balancing,
      boolean expectedViolation,
      Map<String, String> settings,
      @Nullable String baseline,
      @Nullable Integer subscribers,
      @Nullable String redisDurability,
      boolean mayLose,
      int rounds) {
    public VariantSpec {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Bursts of as much load as the system takes, on products of their own that sell and refuse.
   *
   * @param bursts how many
   * @param burstMs how long each, in milliseconds
   * @param pauseMs the pause after each, in milliseconds
   * @param users who buy without a pause within a burst
   */
  public record WarmUpSpec(int bursts, long burstMs, long pauseMs, int users) {}

  /**
   * One measured window.
   *
   * @param load normal, peak or stress
   * @param phase selling (stock for everyone), sold-out (next to none), rush (a tenth), spread (a
   *     tenth, over 100 products), crash (three in four, and an edge is killed), store-crash
   *     (likewise the server that the records are in) or overload (stock for everyone, and four
   *     times the knee for a while)
   * @param ratePerSecond mean arrivals per second
   * @param durationMs length of the window in milliseconds
   * @param stock units on sale
   * @param killAtMs when an edge or the store is killed, in milliseconds after the window's start;
   *     absent where neither is
   * @param surge what comes beyond the mean for a while, absent where nothing does
   */
  public record MeasurementSpec(
      String load,
      String phase,
      double ratePerSecond,
      long durationMs,
      long stock,
      @Nullable Long killAtMs,
      @Nullable SurgeSpec surge) {}

  /**
   * More arrivals for a while.
   *
   * @param ratePerSecond mean arrivals per second meanwhile
   * @param fromMs when it begins, in milliseconds after the window's start
   * @param untilMs when it ends, likewise
   */
  public record SurgeSpec(double ratePerSecond, long fromMs, long untilMs) {}

  /**
   * Where the rates come from.
   *
   * @param method in words
   * @param knees highest sustained decided purchases per second found, by variant; empty where the
   *     rates are fixed
   * @param kneePerSecond the slowest of these, which the loads are shares of; the fixed rate's base
   *     otherwise
   */
  public record CalibrationSpec(String method, Map<String, Double> knees, double kneePerSecond) {
    public CalibrationSpec {
      knees = Map.copyOf(knees);
    }
  }
}
