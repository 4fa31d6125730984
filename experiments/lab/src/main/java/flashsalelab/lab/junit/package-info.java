/** Experiments as JUnit tests: a question is a test class, each verdict a test. */
@NullMarked
package flashsalelab.lab.junit;

import org.jspecify.annotations.NullMarked;
