package flashsalelab.jmeter;

import flashsalelab.results.Json;
import flashsalelab.results.load.Arrivals;
import flashsalelab.results.load.GeneratorProtocol;
import flashsalelab.results.load.LoadPlan;
import flashsalelab.results.load.Segment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the plan of a folder and says everything that is wrong with it at once. */
final class PlanReader {
  /**
   * A buyer's id has 64 characters at most; this leaves room for {@code b-} and {@code -number}.
   */
  private static final int LONGEST_NAME = 50;

  private PlanReader() {}

  /**
   * Reads {@code plan.json}.
   *
   * @throws InvalidInput if it is missing or does not describe a load that can be made
   */
  static LoadPlan read(Path folder) throws InvalidInput {
    Path file = folder.resolve(GeneratorProtocol.PLAN_FILE);
    if (!Files.isDirectory(folder)) {
      throw new InvalidInput(
          "%s is not a folder: give one that holds a plan.json".formatted(folder));
    }
    LoadPlan plan;
    try {
      plan = Json.read(file, LoadPlan.class);
    } catch (NoSuchFileException e) {
      throw new InvalidInput("there is no %s: write the load plan there".formatted(file));
    } catch (IOException e) {
      throw new InvalidInput(String.valueOf(e.getMessage()));
    }
    List<String> errors = errors(plan);
    if (!errors.isEmpty()) {
      throw new InvalidInput("%s: %s".formatted(file, String.join("; ", errors)));
    }
    return plan;
  }

  private static List<String> errors(LoadPlan plan) {
    var errors = new ArrayList<String>();
    @Nullable URI target = plan.target();
    if (target == null) {
      return List.of("target is missing: say where requests go, like http://127.0.0.1:8080");
    }
    String scheme = String.valueOf(target.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || target.getHost() == null) {
      errors.add("target must be like http://127.0.0.1:8080, was '%s'".formatted(target));
    } else if (!(target.getPath().isEmpty() || target.getPath().equals("/"))) {
      errors.add("target must have no path, was '%s'".formatted(target));
    }
    for (Segment segment : plan.segments()) {
      if (segment.name().length() > LONGEST_NAME) {
        errors.add(
            "segment name '%s' must have %d characters at most"
                .formatted(segment.name(), LONGEST_NAME));
      }
    }
    return errors;
  }

  /** How many slots the plan needs: its own number, or more where a segment has more users. */
  static int slots(LoadPlan plan) {
    return plan.segments().stream()
        .map(Segment::arrivals)
        .mapToInt(arrivals -> arrivals instanceof Arrivals.Closed closed ? closed.users() : 0)
        .reduce(plan.slots(), Math::max);
  }
}
