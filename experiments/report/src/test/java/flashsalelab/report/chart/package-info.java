/** Tests of the charts' data. */
@NullMarked
package flashsalelab.report.chart;

import org.jspecify.annotations.NullMarked;
