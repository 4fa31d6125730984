/** What rounds together allow to say: medians, bootstrap intervals, comparisons. */
@NullMarked
package flashsalelab.lab.statistics;

import org.jspecify.annotations.NullMarked;
