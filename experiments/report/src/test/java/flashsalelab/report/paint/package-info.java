/** Tests of the pictures. */
@NullMarked
package flashsalelab.report.paint;

import org.jspecify.annotations.NullMarked;
