/** The questions, one experiment each, and nothing but experiments. */
@NullMarked
package flashsalelab.suite;

import org.jspecify.annotations.NullMarked;
