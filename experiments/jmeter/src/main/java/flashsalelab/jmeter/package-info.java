/**
 * The JMeter load generator: a process that runs a load plan and leaves evidence of it.
 *
 * <p>In reading order: {@link flashsalelab.jmeter.JmeterGenerator} is the process, {@link
 * flashsalelab.jmeter.LoadSession} the talk with the lab. A {@link
 * flashsalelab.jmeter.ArrivalSchedule} says when purchases are due; {@link
 * flashsalelab.jmeter.OpenRun} and {@link flashsalelab.jmeter.ClosedRun} hand them to {@link
 * flashsalelab.jmeter.Slot slots}. Each slot is a JMeter thread under {@link
 * flashsalelab.jmeter.JmeterEngine JMeter's engine}, and sends through {@link
 * flashsalelab.jmeter.PurchaseSampler JMeter's HTTP sampler}. What was accepted for a later
 * decision is asked for in an {@link flashsalelab.jmeter.Inquiry}. {@link
 * flashsalelab.jmeter.Evidence} writes what came of it all.
 *
 * <p>JMeter threads are platform threads, one for each slot, started once. A blocking read and a
 * timed wait are then the kernel's business alone, where a virtual thread's pass through a poller,
 * a timer thread and a scheduler as well: with the same schedules on two cores, virtual threads
 * mostly took 1.3 to 1.7 times the processor time for a request. They would take less memory and
 * start sooner: 2,000 platform threads are up in a second or two and take 0.3 GB beside the heap
 * when all are in use, 10,000 in eight seconds and 1 GB.
 */
@NullMarked
package flashsalelab.jmeter;

import org.jspecify.annotations.NullMarked;
