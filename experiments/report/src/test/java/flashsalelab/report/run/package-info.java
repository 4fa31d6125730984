/** Tests of reading a run and of its statistics. */
@NullMarked
package flashsalelab.report.run;

import org.jspecify.annotations.NullMarked;
