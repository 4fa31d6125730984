/** Charts of a run, and the commands that draw them: pure functions of a results folder. */
@NullMarked
package flashsalelab.report;

import org.jspecify.annotations.NullMarked;
