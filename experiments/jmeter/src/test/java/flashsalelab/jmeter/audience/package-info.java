@NullMarked
package flashsalelab.jmeter.audience;

import org.jspecify.annotations.NullMarked;
