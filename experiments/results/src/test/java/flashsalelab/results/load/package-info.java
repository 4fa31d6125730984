/** Tests of the contract with a load generator. */
@NullMarked
package flashsalelab.results.load;

import org.jspecify.annotations.NullMarked;
