package flashsalelab.balancer.forward;

import flashsalelab.balancer.selection.Selection;
import flashsalelab.balancer.upstream.ConnectionPools;

/** What every exchange of the process works with. */
record Forwarding(
    ForwardSettings settings,
    Selection selection,
    ConnectionPools pools,
    TrafficCounters counters) {}
