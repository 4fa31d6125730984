/** A run in memory: what its folder holds, by experiment, and the statistics that charts need. */
@NullMarked
package flashsalelab.report.run;

import org.jspecify.annotations.NullMarked;
