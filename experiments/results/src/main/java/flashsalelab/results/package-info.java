/** The format of a run on disk: its records, and how they are written and read. */
@NullMarked
package flashsalelab.results;

import org.jspecify.annotations.NullMarked;
