package flashsalelab.sale.backing;

import java.util.function.DoubleSupplier;

/**
 * A number to be shown among a process's metrics.
 *
 * @param name of the meter, in words separated by dots
 * @param value as it is now; may be asked by any thread
 */
public record Reading(String name, String description, DoubleSupplier value) {}
