/**
 * The sale's records in Redis. Every value is plain text ({@code StringCodec}); all keys of one
 * product share the hash tag {@code {sku}}, so that one script may touch them in Redis Cluster.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code sale:products}</td><td>sorted set</td><td>the skus, by the time of creation (epoch ms)</td></tr>
 * <tr><td>{@code sale:charges}</td><td>hash</td><td>the latest comparison of the gateway's ledger with the orders</td></tr>
 * <tr><td>{@code sale:{<sku>}:product}</td><td>hash</td><td>{@code name}, {@code price} (minor units), {@code supplied} (units, with restocks), {@code perBuyer}, {@code opensAt} and {@code closesAt} (epoch ms, empty if absent), {@code createdAt} (epoch ms), {@code token} (of the call that created it)</td></tr>
 * <tr><td>{@code sale:{<sku>}:stock}</td><td>string</td><td>the free units; missing means none</td></tr>
 * <tr><td>{@code sale:{<sku>}:stock:timeout}</td><td>sorted set</td><td>of the permit semaphore: permit id, by the end of its lease (epoch ms)</td></tr>
 * <tr><td>{@code sale:{<sku>}:permits}</td><td>hash</td><td>of the permit semaphore: permit id of a reserved order: its order</td></tr>
 * <tr><td>{@code sale:{<sku>}:lock}</td><td>hash</td><td>of the guard that locks: who has the lock</td></tr>
 * <tr><td>{@code sale:{<sku>}:restocks}</td><td>hash</td><td>key of a restock: {@code <quantity> <supplied with it> <token>}</td></tr>
 * <tr><td>{@code sale:{<sku>}:totals}</td><td>hash</td><td>{@code held} and {@code sold}: units of reserved and of paid orders</td></tr>
 * <tr><td>{@code sale:{<sku>}:buyers}</td><td>hash</td><td>buyer: the units taken from the allowance</td></tr>
 * <tr><td>{@code sale:{<sku>}:pending}</td><td>hash</td><td>order id of an admitted purchase that is not settled: {@code <admitted at, epoch ms> <quantity> <buyer> <key>}</td></tr>
 * <tr><td>{@code sale:{<sku>}:holds}</td><td>sorted set</td><td>the reserved orders, by the end of their hold (epoch ms)</td></tr>
 * <tr><td>{@code sale:{<sku>}:owed}</td><td>hash</td><td>order id of an ended reservation whose units may not be on sale again yet: {@code <ended at, epoch ms> <quantity> <token>}</td></tr>
 * <tr><td>{@code sale:{<sku>}:claim:<length of buyer>:<buyer>:<key>}</td><td>hash that expires</td><td>an idempotency key in use: {@code order}, {@code body} (the fingerprint), and once decided {@code outcome}, {@code at} (epoch ms) and {@code detail} (held until, limit, opens or closed at); {@code queued} is an outcome too, and lasts until the decision</td></tr>
 * <tr><td>{@code sale:{<sku>}:order:<order id>}</td><td>hash</td><td>{@code buyer}, {@code key}, {@code quantity}, {@code amount} (minor units), {@code state}, {@code heldUntil} (epoch ms), {@code history}: {@code STATE:epoch ms}, separated by commas; {@code receipt} (permit ids), {@code charging} (epoch ms, once a charge was begun), {@code reason} (of a rejected one, which expires with its key)</td></tr>
 * <tr><td>{@code sale:{<sku>}:ledger}</td><td>stream</td><td>one entry for each effective transition of an order: {@code order}, {@code buyer}, {@code key}, {@code quantity}, {@code state}, {@code at} (epoch ms); {@code amount} (minor units) of a queued or reserved one, {@code heldUntil} (epoch ms) and {@code receipt} of a reserved one, {@code reason} of a rejected one</td></tr>
 * <tr><td>{@code sale:{<sku>}:reserved}</td><td>list</td><td>the buyer of every order that was ever reserved, in the order of the reservations</td></tr>
 * <tr><td>{@code sale:{<sku>}:queue}</td><td>stream</td><td>one entry for each accepted purchase, deleted when it is decided: {@code order}, {@code buyer}, {@code key}, {@code quantity}</td></tr>
 * <tr><td>{@code sale:{<sku>}:deciding}</td><td>string that expires</td><td>the process that decides {@code queue} now</td></tr>
 * <tr><td>{@code sale:{<sku>}:queued}</td><td>sorted set</td><td>where the queue is not in Redis: order id of an accepted purchase that is not decided, by the moment from which its wait for the confirmation of the broker counts (epoch ms): that of its acceptance at first</td></tr>
 * <tr><td>{@code sale:{<sku>}:payments}</td><td>stream</td><td>unless the permanent ledger queues them: one entry for each payment to be made, deleted when it is done: {@code order}; consumer group {@code payments}</td></tr>
 * <tr><td>{@code sale:{<sku>}:dead-letters}</td><td>hash</td><td>order id of a payment that was given up: {@code <at, epoch ms> <reason>}</td></tr>
 * </table>
 */
@NullMarked
package flashsalelab.sale.redis;

import org.jspecify.annotations.NullMarked;
