package flashsalelab.web.api;

import flashsalelab.sale.Reconciliation;
import flashsalelab.sale.payment.ChargeReconciliation;
import flashsalelab.web.http.ApiRequest;
import flashsalelab.web.http.ApiResponse;
import flashsalelab.web.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Putting the stock in order now: {@code POST /api/admin/reconciliations}. */
final class Reconciliations {
  static final String TEMPLATE = "/api/admin/reconciliations";

  private final BackOffice office;

  Reconciliations(BackOffice office) {
    this.office = office;
  }

  CompletionStage<ApiResponse> run(ApiRequest request) {
    return office
        .reconciler()
        .reconcile()
        .thenCompose(
            products -> office.charges().last().thenApply(charges -> response(products, charges)));
  }

  private static ApiResponse response(
      List<Reconciliation> products, Optional<ChargeReconciliation> charges) {
    byte[] body =
        Json.object(json -> {
          json.list("products", products, Reconciliations::members);
          charges.ifPresent(found -> json.object("charges", part -> members(part, found)));
        });
    return ApiResponse.json(200, "reconciled", body);
  }

  private static void members(Json json, Reconciliation product) {
    json.text("sku", product.sku().value())
        .number("supplied", product.supplied())
        .number("free", product.free())
        .number("held", product.held())
        .number("sold", product.sold())
        .number("underWay", product.underWay())
        .number("withdrawn", product.withdrawn())
        .number("returned", product.returned())
        .number("removed", product.removed())
        .number("oversold", product.oversold());
  }

  private static void members(Json json, ChargeReconciliation charges) {
    json.moment("at", charges.at())
        .text("by", charges.by())
        .number("charges", charges.charges())
        .number("confirmed", charges.confirmed())
        .number("refunded", charges.refunded())
        .number("unexplained", charges.unexplained());
  }
}
