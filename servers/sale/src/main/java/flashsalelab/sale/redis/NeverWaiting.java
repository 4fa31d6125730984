package flashsalelab.sale.redis;

/**
 * A thread that must never wait, be it for a lock. The client library takes locks when a command is
 * sent, so commands of such a thread are handed to one of the connection's event loops, where their
 * replies are handled, too.
 */
public interface NeverWaiting {}
