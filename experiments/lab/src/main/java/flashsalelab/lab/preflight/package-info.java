/** Proofs that the treatment is really on, before anything is measured. */
@NullMarked
package flashsalelab.lab.preflight;

import org.jspecify.annotations.NullMarked;
