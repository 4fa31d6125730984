/**
 * Where a system under test runs: deployments, their services and the load generator beside them.
 */
@NullMarked
package flashsalelab.lab.launch;

import org.jspecify.annotations.NullMarked;
