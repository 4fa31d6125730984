/** What an experiment is: its question, variants, loads and phases, as immutable values. */
@NullMarked
package flashsalelab.lab.experiment;

import org.jspecify.annotations.NullMarked;
