/** The charts: each turns a run into a figure, or into none where it has no data. */
@NullMarked
package flashsalelab.report.chart;

import org.jspecify.annotations.NullMarked;
