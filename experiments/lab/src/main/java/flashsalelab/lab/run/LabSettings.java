package flashsalelab.lab.run;

import flashsalelab.lab.experiment.Scale;
import flashsalelab.lab.launch.RedisDurability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a run is told from outside, by the system properties {@code experiments.*}.
 *
 * @param root the repository's folder
 * @param scale how long it may take
 * @param launcher what systems run in
 * @param whyLauncher the reason for that, in words
 * @param durability what Redis writes to disk
 * @param seed of every random choice
 * @param progress how it tells of itself
 * @param reports the folder that run folders go to
 * @param charts the folder that charts go to
 */
public record LabSettings(
    Path root,
    Scale scale,
    String launcher,
    String whyLauncher,
    RedisDurability durability,
    long seed,
    ProgressStyle progress,
    Path reports,
    Path charts) {
  private static final String PREFIX = "experiments.";
  private static final String AUTO = "auto";
  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              "experiments.scale",
              "experiments.launcher",
              "experiments.redis.durability",
              "experiments.seed",
              "experiments.progress",
              "experiments.reports",
              "experiments.charts"));

  /** How a run tells of itself while it goes on. */
  public enum ProgressStyle {
    /** Live where there is a terminal and the variable CI is not set, else lines. */
    AUTO,
    /** A line now and then, for a log. */
    LINES,
    /** One line at the bottom of the terminal, drawn again and again. */
    LIVE
  }

  /**
   * A launcher that was found for a run which names none.
   *
   * @param name of the launcher
   * @param why it was chosen, in words
   */
  public record Choice(String name, String why) {}

  /**
   * Reads and checks all of them.
   *
   * @param launchers the names that a launcher may have
   * @param choice is asked where none of them is named
   * @throws IllegalArgumentException naming every fault, and what is allowed instead
   */
  public static LabSettings read(
      Properties properties, List<String> launchers, Supplier<Choice> choice) {
    var faults = new ArrayList<String>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PREFIX) && !KNOWN.contains(name) && !name.equals("experiments.skip")) {
        faults.add(
            "there is no property %s; there are %s".formatted(name, String.join(", ", KNOWN)));
      }
    }
    Path root = Path.of(properties.getProperty("lab.root", "."));
    Scale scale = oneOf(properties, "experiments.scale", Scale.values(), Scale.STANDARD, faults);
    ProgressStyle progress =
        oneOf(
            properties, "experiments.progress", ProgressStyle.values(), ProgressStyle.AUTO, faults);
    RedisDurability durability =
        oneOf(
            properties,
            "experiments.redis.durability",
            RedisDurability.values(),
            RedisDurability.NONE,
            faults);
    String launcher = properties.getProperty("experiments.launcher", AUTO);
    if (!launcher.equals(AUTO) && !launchers.contains(launcher)) {
      faults.add(
          wrong("experiments.launcher", launcher, AUTO + " or " + String.join(" or ", launchers)));
    }
    long seed = 1;
    String seedText = properties.getProperty("experiments.seed", "1");
    try {
      seed = Long.parseLong(seedText);
    } catch (NumberFormatException e) {
      faults.add(wrong("experiments.seed", seedText, "a whole number"));
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
    }
    Choice chosen = launcher.equals(AUTO) ? choice.get() : new Choice(launcher, "as was asked for");
    String defaultCharts = scale == Scale.SMOKE ? "benchmarks/smoke" : "benchmarks";
    return new LabSettings(
        root,
        scale,
        chosen.name(),
        chosen.why(),
        durability,
        seed,
        progress,
        root.resolve(properties.getProperty("experiments.reports", "reports")),
        root.resolve(properties.getProperty("experiments.charts", defaultCharts)));
  }

  /** The command that does the same again. */
  public String command() {
    return "mvn verify -Pexperiments -Dexperiments.scale=%s -Dexperiments.launcher=%s -Dexperiments.seed=%d%s"
        .formatted(
            scale.word(),
            launcher,
            seed,
            durability == RedisDurability.NONE
                ? ""
                : " -Dexperiments.redis.durability=" + durability.word());
  }

  private static <E extends Enum<E>> E oneOf(
      Properties properties, String name, E[] allowed, E fallback, List<String> faults) {
    Function<E, String> word = value -> value.name().toLowerCase(Locale.ROOT);
    String text = properties.getProperty(name, word.apply(fallback));
    return Arrays.stream(allowed)
        .filter(value -> word.apply(value).equals(text))
        .findFirst()
        .orElseGet(() -> {
          List<String> words = Arrays.stream(allowed).map(word).toList();
          faults.add(wrong(name, text, String.join(" or ", words)));
          return Objects.requireNonNull(fallback);
        });
  }

  private static String wrong(String name, String value, String allowed) {
    return "-D%s=%s is not possible; it has to be %s".formatted(name, value, allowed);
  }
}
