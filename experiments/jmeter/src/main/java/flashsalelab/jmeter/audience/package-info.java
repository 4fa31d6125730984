/**
 * The subscribers of a product while it is sold, and how long a change takes to reach them.
 *
 * <p>In reading order: {@link flashsalelab.jmeter.audience.AudienceRun} is the audience of one
 * segment. {@link flashsalelab.jmeter.audience.Changes} restocks units and knows when; {@link
 * flashsalelab.jmeter.audience.Subscribers} holds all streams on one selector, because thousands of
 * threads that are woken at once would delay what they are to measure; {@link
 * flashsalelab.jmeter.audience.EventStream} is one stream, and {@link
 * flashsalelab.jmeter.audience.StreamDecoder} reads it.
 */
@NullMarked
package flashsalelab.jmeter.audience;

import org.jspecify.annotations.NullMarked;
