package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.sale.payment.ChargeReconciliation;
import flashsalelab.sale.payment.ChargeReports;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The latest comparison with the gateway's ledger, in PostgreSQL. */
public final class PostgresChargeReports implements ChargeReports {
  private static final Sql SAVE =
      new Sql(
          """
          insert into charge_report (at, by, charges, confirmed, refunded, unexplained)
          values (?, ?, ?, ?, ?, ?)
          on conflict (one) do update set at = excluded.at, by = excluded.by,
            charges = excluded.charges, confirmed = excluded.confirmed,
            refunded = excluded.refunded, unexplained = excluded.unexplained
          """);

  private static final Sql LAST = new Sql("select * from charge_report");

  private final LedgerDatabase database;

  PostgresChargeReports(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Void> save(ChargeReconciliation report) {
    return database
        .ask(connection ->
            SAVE.change(
                connection,
                report.at(),
                report.by(),
                report.charges(),
                report.confirmed(),
                report.refunded(),
                report.unexplained()))
        .thenAccept(saved -> {});
  }

  @Override
  public CompletionStage<Optional<ChargeReconciliation>> last() {
    return database.ask(connection ->
        LAST.row(
            connection,
            row ->
                new ChargeReconciliation(
                    Sql.moment(row, "at"),
                    row.getString("by"),
                    row.getInt("charges"),
                    row.getInt("confirmed"),
                    row.getInt("refunded"),
                    row.getInt("unexplained"))));
  }
}
