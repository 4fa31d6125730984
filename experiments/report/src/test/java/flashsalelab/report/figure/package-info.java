/** Tests of figures as data. */
@NullMarked
package flashsalelab.report.figure;

import org.jspecify.annotations.NullMarked;
