/**
 * The edge on Jetty's core handlers: one event loop does all the work, and nothing on it blocks.
 */
@NullMarked
package flashsalelab.jetty;

import org.jspecify.annotations.NullMarked;
