/** Figures as pictures: one look for all of them, the same on every machine. */
@NullMarked
package flashsalelab.report.paint;

import org.jspecify.annotations.NullMarked;
