/**
 * Faults in mid-sale: the shipped processes are killed, stopped, cut off and lied to while a crowd
 * buys, and afterwards every unit, order and charge is accounted for. Only tests; {@code mvn verify
 * -Pfaults} runs them.
 */
@NullMarked
package flashsalelab.faults;

import org.jspecify.annotations.NullMarked;
