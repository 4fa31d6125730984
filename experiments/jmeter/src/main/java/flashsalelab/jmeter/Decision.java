package flashsalelab.jmeter;

import flashsalelab.results.load.ClientOutcome;
import java.time.Duration;

/**
 * How a queued purchase was decided.
 *
 * @param after so long after it was accepted, by the clock of the sale
 */
record Decision(ClientOutcome outcome, Duration after) {}
