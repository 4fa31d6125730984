/** The JMeter load generator: a process that runs a load plan and leaves evidence of it. */
@NullMarked
package flashsalelab.jmeter;

import org.jspecify.annotations.NullMarked;
