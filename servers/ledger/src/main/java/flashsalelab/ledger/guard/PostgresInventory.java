package flashsalelab.ledger.guard;

import flashsalelab.ledger.database.LedgerDatabase;
import flashsalelab.sale.IdempotencyKey;
import flashsalelab.sale.InvalidValueException;
import flashsalelab.sale.Inventory;
import flashsalelab.sale.Offer;
import flashsalelab.sale.Product;
import flashsalelab.sale.RestockAnswer;
import flashsalelab.sale.SaleWindow;
import flashsalelab.sale.Sku;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The products in PostgreSQL, each step one transaction. */
public final class PostgresInventory implements Inventory {
  private static final Sql CREATE =
      new Sql(
          """
          with created as (
            insert into product (sku, name, price, per_buyer, opens_at, closes_at, created_at,
              supplied, free)
            values (?, ?, ?, ?, ?, ?, clock_timestamp(), ?, ?)
            on conflict do nothing
            returning sku, supplied, created_at),
          moved as (
            insert into stock_movement (sku, kind, units, supplied_after, free_after, at)
            select sku, 'SUPPLIED', supplied, supplied, supplied, created_at from created
            where supplied > 0)
          select sku from created
          """);

  private static final Sql WINDOW =
      new Sql("update product set opens_at = ?, closes_at = ? where sku = ?");

  private static final Sql CLOSE =
      new Sql(
          """
          with moment as (select date_trunc('milliseconds', clock_timestamp()) as at)
          update product set closes_at = least(closes_at, moment.at),
            opens_at = case when opens_at < moment.at then opens_at end
          from moment where sku = ?
          """);

  private static final Sql SKUS = new Sql("select sku from product order by created_at, sku");

  private final LedgerDatabase database;
  private final Stock stock;
  private final RestockTransaction restocks;
  private final Sql find;
  private final Sql all;

  /**
   * @param stock how units are kept
   */
  PostgresInventory(LedgerDatabase database, Stock stock) {
    this.database = database;
    this.stock = stock;
    this.restocks = new RestockTransaction(stock);
    String offers =
        """
        select date_trunc('milliseconds', clock_timestamp()) as now, p.sku, p.name, p.price,
          p.supplied, p.per_buyer, p.opens_at, p.closes_at, %s
        from product p
        """
            .formatted(stock.counts());
    this.find = new Sql(offers + "where p.sku = ?");
    this.all = new Sql(offers + "order by p.created_at, p.sku");
  }

  @Override
  public CompletionStage<Boolean> create(Product product) {
    if (product.stock() > stock.mostSupplied()) {
      throw new InvalidValueException(
          "stock",
          "must be at most %d with this stock guard, not %d"
              .formatted(stock.mostSupplied(), product.stock()));
    }
    return database.ask(connection -> created(connection, product));
  }

  private boolean created(Connection connection, Product product) throws SQLException {
    boolean created =
        CREATE
            .row(
                connection,
                row -> true,
                product.sku().value(),
                product.name(),
                product.price(),
                product.perBuyer(),
                product.opensAt(),
                product.closesAt(),
                product.stock(),
                product.stock())
            .orElse(false);
    if (created && product.stock() > 0) {
      stock.supply(connection, product.sku(), 0, product.stock());
    }
    return created;
  }

  @Override
  public CompletionStage<RestockAnswer> restock(Sku sku, IdempotencyKey key, int quantity) {
    return database.ask(connection -> restocks.restock(connection, sku, key, quantity));
  }

  @Override
  public CompletionStage<Optional<Offer>> open(Sku sku, SaleWindow window) {
    return database.ask(connection -> {
      WINDOW.change(connection, window.opensAt(), window.closesAt(), sku.value());
      return offer(connection, sku);
    });
  }

  @Override
  public CompletionStage<Optional<Offer>> close(Sku sku) {
    return database.ask(connection -> {
      CLOSE.change(connection, sku.value());
      return offer(connection, sku);
    });
  }

  @Override
  public CompletionStage<Optional<Offer>> find(Sku sku) {
    return database.ask(connection -> offer(connection, sku));
  }

  private Optional<Offer> offer(Connection connection, Sku sku) throws SQLException {
    return find.row(connection, PostgresInventory::read, sku.value());
  }

  @Override
  public CompletionStage<List<Offer>> all() {
    return database.ask(connection -> all.rows(connection, PostgresInventory::read));
  }

  @Override
  public CompletionStage<List<Sku>> skus() {
    return database.ask(connection -> SKUS.rows(connection, row -> new Sku(row.getString("sku"))));
  }

  private static Offer read(ResultSet row) throws SQLException {
    Product product =
        new Product(
            new Sku(row.getString("sku")),
            row.getString("name"),
            row.getLong("price"),
            row.getInt("supplied"),
            row.getInt("per_buyer"),
            Sql.momentOrNull(row, "opens_at"),
            Sql.momentOrNull(row, "closes_at"));
    Instant at = Sql.moment(row, "now");
    return new Offer(
        product,
        row.getInt("free"),
        row.getInt("held"),
        row.getInt("sold"),
        product.stateAt(at),
        at);
  }
}
