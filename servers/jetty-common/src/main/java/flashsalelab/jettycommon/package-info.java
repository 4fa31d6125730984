/** What every edge that runs on Jetty needs of it: how it refuses, and how it ends. */
@NullMarked
package flashsalelab.jettycommon;

import org.jspecify.annotations.NullMarked;
