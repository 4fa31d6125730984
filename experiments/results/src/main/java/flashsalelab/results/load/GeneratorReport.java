package flashsalelab.results.load;

import java.util.List;

/**
 * What a generator leaves in {@code generator.json} when it ends.
 *
 * @param generator its name and version, {@code JMeter 5.6.3} for instance
 * @param runtime what it ran on, {@code JDK 25.0.3} for instance
 * @param segments the segments that were run, in order
 */
public record GeneratorReport(String generator, String runtime, List<SegmentReport> segments) {
  public GeneratorReport {
    segments = List.copyOf(segments);
  }
}
