package flashsalelab.results.load;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a load generator may be asked to do, in {@code plan.json}. It runs a segment when it is told
 * to over its standard input, each once at most: see {@link GeneratorProtocol}.
 *
 * @param target where requests go, scheme, host and port
 * @param slots most requests in flight at once under open arrivals; an arrival that finds none free
 *     waits, and its latency counts from its intended start
 * @param requestTimeoutMs how long one request may take before it counts as a timeout, and how long
 *     an arrival may wait for a slot before it counts as expired, in milliseconds
 * @param adminToken the token that admin calls carry; null where no segment has an audience, whose
 *     changes are such calls
 * @param segments each name once
 */
public record LoadPlan(
    URI target,
    int slots,
    long requestTimeoutMs,
    @Nullable String adminToken,
    List<Segment> segments) {
  public LoadPlan {
    segments = List.copyOf(segments);
    if (slots < 1) {
      throw new IllegalArgumentException("slots must be at least 1, was " + slots);
    }
    if (requestTimeoutMs < 1) {
      throw new IllegalArgumentException(
          "requestTimeoutMs must be at least 1, was " + requestTimeoutMs);
    }
    var names = new HashSet<String>();
    for (Segment segment : segments) {
      if (!names.add(segment.name())) {
        throw new IllegalArgumentException("two segments are named " + segment.name());
      }
      if (segment.audience() != null && adminToken == null) {
        throw new IllegalArgumentException(
            "segment %s has an audience, whose changes need an adminToken"
                .formatted(segment.name()));
      }
    }
  }

  /** A plan of segments that nobody watches. */
  public LoadPlan(URI target, int slots, long requestTimeoutMs, List<Segment> segments) {
    this(target, slots, requestTimeoutMs, null, segments);
  }
}
