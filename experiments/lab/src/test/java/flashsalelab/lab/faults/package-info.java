/** What the lab says, keeps and leaves behind when something breaks in mid-run. */
@NullMarked
package flashsalelab.lab.faults;

import org.jspecify.annotations.NullMarked;
