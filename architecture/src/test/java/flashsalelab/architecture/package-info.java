/** The rules of the house, held by tests: which room may know which. */
@NullMarked
package flashsalelab.architecture;

import org.jspecify.annotations.NullMarked;
