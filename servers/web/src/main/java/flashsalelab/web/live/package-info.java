/**
 * Live stock and orders: whoever follows them is sent what changed, as server-sent events (WHATWG
 * HTML, 9.2) or as an answer that waits.
 *
 * <p>One thread ({@link flashsalelab.web.live.LiveThread}) owns all of it: it asks the sale for
 * what somebody follows, encodes a change once, and puts the frame into the {@link
 * flashsalelab.web.live.Mailbox} of each follower. A connection only takes from its mailbox, so one
 * that is slow holds up nobody and costs one place for the latest frame.
 */
@NullMarked
package flashsalelab.web.live;

import org.jspecify.annotations.NullMarked;
