package flashsalelab.lab.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question, and how it is put to the running system: an immutable value. Valid once built.
 *
 * @param name in kebab-case, the name of its folder
 * @param question as a reader would ask it
 * @param variants what is compared; the first one is the baseline
 * @param loads how hard the crowd comes, each in turn
 * @param phases what is measured under each load, each on a product of its own
 * @param paced the variant whose knee the loads are shares of; null for the slowest one's, which
 *     takes a search for each
 * @param headlines the names of the variants that are compared whatever the scale; the others may
 *     have fewer rounds, and are shown without a comparison then
 * @param margin ratios within 1/(1+margin) and 1+margin count as equivalent
 */
public record Experiment(
    String name,
    String question,
    List<Variant> variants,
    List<Load> loads,
    List<Phase> phases,
    @Nullable String paced,
    Set<String> headlines,
    double margin) {
  private static final double DEFAULT_MARGIN = 0.10;
  private static final String KEBAB_CASE = "[a-z0-9]+(-[a-z0-9]+)*";

  /**
   * Checks the whole description.
   *
   * @throws InvalidExperimentException naming every fault
   */
  public Experiment {
    variants = List.copyOf(variants);
    loads = List.copyOf(loads);
    phases = List.copyOf(phases);
    headlines = Set.copyOf(headlines);
    var faults = new ArrayList<String>();
    if (!name.matches(KEBAB_CASE)) {
      faults.add("'%s' is not a name in kebab-case".formatted(name));
    }
    if (question.isBlank()) {
      faults.add("it asks nothing");
    }
    if (variants.isEmpty()) {
      faults.add("it has no variant");
    }
    if (loads.isEmpty()) {
      faults.add("it has no load");
    }
    if (phases.isEmpty()) {
      faults.add("it measures no phase");
    }
    if (phases.stream().anyMatch(Phase::killsAnEdge)) {
      variants.stream()
          .filter(variant -> variant.instances() < 2)
          .forEach(variant ->
              faults.add(
                  "%s has 1 instance, and one is going to be killed".formatted(variant.name())));
    }
    if (phases.stream().anyMatch(Phase::killsTheStore) && phases.size() > 1) {
      faults.add("it kills the store and measures more than that: what else was sold goes with it");
    }
    if (paced != null && variants.stream().noneMatch(variant -> variant.name().equals(paced))) {
      faults.add("no variant is named %s, whose knee it is paced by".formatted(paced));
    }
    if (!(margin > 0 && margin < 1)) {
      faults.add("its margin has to be between 0 and 1, was " + margin);
    }
    var names = new HashSet<String>();
    for (Variant variant : variants) {
      if (!names.add(variant.name())) {
        faults.add("two variants are named " + variant.name());
      }
      check(variant, faults);
    }
    checkHeadlines(variants, headlines, faults);
    for (Variant variant : variants) {
      String baseline = variant.baseline();
      if (baseline != null && (!names.contains(baseline) || baseline.equals(variant.name()))) {
        faults.add(
            "%s is compared with %s, which is no other variant"
                .formatted(variant.name(), baseline));
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidExperimentException(name, faults);
    }
  }

  private static void checkHeadlines(
      List<Variant> variants, Set<String> headlines, List<String> faults) {
    for (String headline : headlines) {
      if (variants.stream().noneMatch(variant -> variant.name().equals(headline))) {
        faults.add("no variant is named %s, which is to be a headline".formatted(headline));
      } else if (!headlines.contains(baselineOf(variants, headline))) {
        faults.add(
            "the headline %s is compared with %s, which is none"
                .formatted(headline, baselineOf(variants, headline)));
      }
    }
  }

  private static void check(Variant variant, List<String> faults) {
    if (!variant.name().matches(KEBAB_CASE)) {
      faults.add("'%s' is not a name in kebab-case".formatted(variant.name()));
    }
    if (variant.edge().isEmpty()) {
      faults.add("%s is served by no edge".formatted(variant.name()));
    }
    if (variant.guard().isEmpty()) {
      faults.add("%s has no stock guard".formatted(variant.name()));
    }
    Integer subscribers = variant.subscribers();
    if (subscribers != null && subscribers < 0) {
      faults.add("%s has %d subscribers".formatted(variant.name(), subscribers));
    }
    if (variant.instances() < 1) {
      faults.add(
          "%s needs at least 1 instance, has %d".formatted(variant.name(), variant.instances()));
    }
    if (variant.instances() > 1 && variant.balancing() == null) {
      faults.add(
          "%s has %d instances and no balancing before them"
              .formatted(variant.name(), variant.instances()));
    }
  }

  /**
   * One stretch of load that is measured in each round.
   *
   * @param load how hard the crowd comes
   * @param phase where the sale stands
   */
  public record Window(Load load, Phase phase) {}

  /**
   * What is measured in each round, in order: lighter loads first, so that a window never starts in
   * the wake of a heavier one; then, and once, what has a load of its own; last what ends the
   * deployment.
   */
  public List<Window> windows() {
    var windows = new ArrayList<Window>();
    for (Load load : loads.stream().sorted().toList()) {
      phases.stream()
          .filter(phase -> phase.ownLoad().isEmpty())
          .forEach(phase -> windows.add(new Window(load, phase)));
    }
    phases.stream()
        .sorted(Comparator.comparing(Phase::kills))
        .forEach(phase -> phase.ownLoad().ifPresent(load -> windows.add(new Window(load, phase))));
    return windows;
  }

  /** Whether a part of the system is killed in each round. */
  public boolean kills() {
    return phases.stream().anyMatch(Phase::kills);
  }

  /** The variants whose knees have to be known to set the loads. */
  public List<Variant> pacemakers() {
    return variants.stream()
        .filter(variant -> paced == null || variant.name().equals(paced))
        .toList();
  }

  /** Begins the description of an experiment. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** The variant that the others are compared with. */
  public Variant baseline() {
    return variants.getFirst();
  }

  /** The name of the variant that this one is compared with: its own baseline, or all others'. */
  public String baselineOf(String variant) {
    return baselineOf(variants, variant);
  }

  private static String baselineOf(List<Variant> variants, String variant) {
    return variants.stream()
        .filter(each -> each.name().equals(variant))
        .findFirst()
        .map(Variant::baseline)
        .orElse(variants.getFirst().name());
  }

  /** Whether a variant is compared whatever the scale: one that is named, or all if none is. */
  public boolean isHeadline(String variant) {
    return headlines.isEmpty() || headlines.contains(variant);
  }

  /** Gathers an experiment, part by part. */
  public static final class Builder {
    private final String name;
    private String question = "";
    private List<Variant> variants = List.of();
    private List<Load> loads = List.of();
    private List<Phase> phases = List.of();
    private @Nullable String paced;
    private Set<String> headlines = Set.of();
    private double margin = DEFAULT_MARGIN;

    private Builder(String name) {
      this.name = name;
    }

    public Builder asks(String text) {
      question = text;
      return this;
    }

    /** The first one is the baseline. */
    public Builder compares(Variant... systems) {
      variants = List.of(systems);
      return this;
    }

    public Builder under(Load... crowds) {
      loads = List.of(crowds);
      return this;
    }

    public Builder during(Phase... moments) {
      phases = List.of(moments);
      return this;
    }

    /**
     * Takes the loads from the knee of one variant: where another one is slower, they are more to
     * it than their names say. The slowest variant's knee unless told.
     */
    public Builder pacedBy(String variant) {
      paced = variant;
      return this;
    }

    /**
     * Names the variants that are compared whatever the scale, their baselines among them. All
     * unless told.
     */
    public Builder headlines(String... names) {
      headlines = Set.of(names);
      return this;
    }

    /** Ratios within 1/(1+margin) and 1+margin count as equivalent; 0.10 unless told. */
    public Builder withMargin(double width) {
      margin = width;
      return this;
    }

    /**
     * Ends the description.
     *
     * @throws InvalidExperimentException naming every fault
     */
    public Experiment build() {
      return new Experiment(name, question, variants, loads, phases, paced, headlines, margin);
    }
  }
}
