/** Tests of the load generator, against a server that does what a test scripts. */
@NullMarked
package flashsalelab.jmeter;

import org.jspecify.annotations.NullMarked;
