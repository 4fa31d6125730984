/** Tests of the format of a run on disk. */
@NullMarked
package flashsalelab.results;

import org.jspecify.annotations.NullMarked;
