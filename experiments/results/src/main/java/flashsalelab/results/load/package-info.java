/** The contract with a load generator: the plan it is given, and the evidence it leaves. */
@NullMarked
package flashsalelab.results.load;

import org.jspecify.annotations.NullMarked;
