package flashsalelab.balancer.forward;

/** Comes out of the decoder in place of a request that is not forwarded; nothing comes after it. */
record RefusedHead(Problem problem) {}
