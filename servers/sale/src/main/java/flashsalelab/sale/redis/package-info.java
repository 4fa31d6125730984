/**
 * The sale's records in Redis. Every value is plain text ({@code StringCodec}); all keys of one
 * product share the hash tag {@code {sku}}, so that one script may touch them in Redis Cluster.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code sale:products}</td><td>sorted set</td><td>the skus, by the time of creation (epoch
 * ms)</td></tr>
 * <tr><td>{@code sale:{<sku>}:product}</td><td>hash</td><td>{@code name}, {@code price} (minor
 * units), {@code supplied}, {@code perBuyer}, {@code opensAt} and {@code closesAt} (epoch ms, empty
 * if absent), {@code token} (of the call that created it)</td></tr>
 * <tr><td>{@code sale:{<sku>}:stock}</td><td>string</td><td>the free units; missing means
 * none</td></tr>
 * <tr><td>{@code sale:{<sku>}:buyers}</td><td>hash</td><td>buyer: the units taken from the
 * allowance</td></tr>
 * <tr><td>{@code sale:{<sku>}:pending}</td><td>hash</td><td>order id of an admitted purchase that is
 * not settled: {@code <admitted at, epoch ms> <quantity> <buyer> <key>}</td></tr>
 * <tr><td>{@code sale:{<sku>}:claim:<length of buyer>:<buyer>:<key>}</td><td>hash that
 * expires</td><td>an idempotency key in use: {@code order}, {@code body} (the fingerprint), and once
 * decided {@code outcome}, {@code at} (epoch ms) and {@code detail} (held until, limit, opens or
 * closed at)</td></tr>
 * <tr><td>{@code sale:{<sku>}:order:<order id>}</td><td>hash</td><td>{@code buyer}, {@code key},
 * {@code quantity}, {@code state}, {@code heldUntil} (epoch ms), {@code history}: {@code STATE:epoch
 * ms}, separated by commas</td></tr>
 * <tr><td>{@code sale:{<sku>}:ledger}</td><td>stream</td><td>one entry for each effective transition
 * of an order: {@code order}, {@code buyer}, {@code key}, {@code quantity}, {@code state}, {@code at}
 * (epoch ms)</td></tr>
 * </table>
 */
@NullMarked
package flashsalelab.sale.redis;

import org.jspecify.annotations.NullMarked;
