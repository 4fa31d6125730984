package flashsalelab.lab.experiment;

import java.util.Locale;

/** How hard the crowd comes, as a share of the knee that an experiment is paced by. */
public enum Load {
  NORMAL(0.3),
  PEAK(0.8),
  /** More than the variant can take whose knee it is. */
  STRESS(1.5);

  private final double shareOfKnee;

  Load(double shareOfKnee) {
    this.shareOfKnee = shareOfKnee;
  }

  /** Arrivals per second where the knee is {@code knee} purchases per second. */
  public double rate(double knee) {
    return shareOfKnee * knee;
  }

  /** As files spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
