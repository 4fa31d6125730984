/** What an edge counts and publishes for Prometheus. */
@NullMarked
package flashsalelab.web.metrics;

import org.jspecify.annotations.NullMarked;
