/**
 * The launcher of containers: redis, edges, balancer and generator on a network of their own.
 *
 * <p>Testcontainers finds the engine and speaks to it ({@code Engine}). Its {@code
 * GenericContainer} is not used, since it kills where the lab has to stop, throws the exit code of
 * what fails at start away, and is cleaned up by a helper image or by a shutdown hook that waits
 * for the engine without limit. The lab cleans up by label instead ({@code Owner}, {@code
 * Leftovers}).
 */
@NullMarked
package flashsalelab.lab.launch.containers;

import org.jspecify.annotations.NullMarked;
