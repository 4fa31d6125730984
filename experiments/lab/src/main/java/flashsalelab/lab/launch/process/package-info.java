/** The launcher of local processes: child JVMs and a real redis-server. */
@NullMarked
package flashsalelab.lab.launch.process;

import org.jspecify.annotations.NullMarked;
