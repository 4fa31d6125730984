/** Carries out experiments: deploys, warms up, measures, audits, writes it all down. */
@NullMarked
package flashsalelab.lab.run;

import org.jspecify.annotations.NullMarked;
