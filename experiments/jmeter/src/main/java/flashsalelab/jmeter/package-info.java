/**
 * The JMeter load generator: a process that runs a load plan and leaves evidence of it.
 *
 * <p>In reading order: {@link flashsalelab.jmeter.JmeterGenerator} is the process, {@link
 * flashsalelab.jmeter.LoadSession} the talk with the lab. A {@link
 * flashsalelab.jmeter.ArrivalSchedule} says when purchases are due; {@link
 * flashsalelab.jmeter.OpenRun} and {@link flashsalelab.jmeter.ClosedRun} hand them to {@link
 * flashsalelab.jmeter.Slot slots}. Each slot is a JMeter thread under {@link
 * flashsalelab.jmeter.JmeterEngine JMeter's engine}, and sends through {@link
 * flashsalelab.jmeter.PurchaseSampler JMeter's HTTP sampler}. {@link flashsalelab.jmeter.Evidence}
 * writes what came of it.
 *
 * <p>JMeter threads are platform threads, one for each slot. They block in a socket read most of
 * the time, which the kernel does as cheaply as a virtual thread's poller and scheduler, and they
 * keep time better: a sleeping platform thread is woken by the kernel's timer itself, where a
 * virtual one waits for a timer thread and then for a carrier. Measured with the same schedule on
 * two cores at 5,000 and 10,000 requests a second, virtual threads took one and a half times the
 * processor time and left 2 to 18 times later at the 99th percentile; 2,000 platform threads start
 * in a second and take about 0.3 GB beside the heap when all of them are in use.
 */
@NullMarked
package flashsalelab.jmeter;

import org.jspecify.annotations.NullMarked;
