/** Drives a load generator through a plan, segment by segment. */
@NullMarked
package flashsalelab.lab.load;

import org.jspecify.annotations.NullMarked;
