/** What a chart shows, as plain data: figures of rows of panels of series, before any pixel. */
@NullMarked
package flashsalelab.report.figure;

import org.jspecify.annotations.NullMarked;
