package flashsalelab.lab.statistics;

/**
 * An estimate and the 95% interval around it.
 *
 * @param estimate the median
 * @param low lower end
 * @param high upper end
 */
public record Interval(double estimate, double low, double high) {}
