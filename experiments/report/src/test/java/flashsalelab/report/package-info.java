/** Tests of the report on runs of made-up figures. */
@NullMarked
package flashsalelab.report;

import org.jspecify.annotations.NullMarked;
