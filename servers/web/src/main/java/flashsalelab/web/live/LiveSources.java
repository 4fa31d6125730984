package flashsalelab.web.live;

import flashsalelab.sale.Offer;
import flashsalelab.sale.OrderAnswer;
import flashsalelab.sale.OrderChanges;
import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Where live updates come from. A stage that fails says that the store cannot be asked now; it is
 * asked again at the next tick.
 *
 * @param offers a product as it stands
 * @param orders an order as it stands
 * @param changes which orders changed
 * @param orderBody an order as JSON, without line breaks
 */
public record LiveSources(
    Function<Sku, CompletionStage<Optional<Offer>>> offers,
    Function<OrderId, CompletionStage<OrderAnswer>> orders,
    OrderChanges changes,
    Function<OrderAnswer, byte[]> orderBody) {}
