package flashsalelab.web.api;

import flashsalelab.sale.payment.ChargeReports;
import flashsalelab.sale.payment.DeadLetters;
import flashsalelab.sale.upkeep.Reconciler;

/** What an admin looks after beside the sale itself. */
public record BackOffice(DeadLetters deadLetters, Reconciler reconciler, ChargeReports charges) {}
