package flashsalelab.report.run;

/**
 * A variant of an experiment.
 *
 * @param name its name
 * @param guard the stock guard it ran with, empty where the spec is missing
 * @param control whether its invariants must be seen to break
 */
public record Variant(String name, String guard, boolean control) {}
