/** What a system under load used, and what it says of itself. */
@NullMarked
package flashsalelab.lab.measure;

import org.jspecify.annotations.NullMarked;
