package flashsalelab.ledger.guard;

import flashsalelab.sale.OrderId;
import flashsalelab.sale.Sku;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * How free units are kept and taken: what tells one guard from another. Every method is a part of
 * its caller's transaction, and what it takes comes back if that is rolled back.
 */
interface Stock {

  /**
   * Units of an order.
   *
   * @param quantity at least 1
   * @param at when they are taken or given back
   */
  record Units(OrderId order, int quantity, Instant at) {
    Sku sku() {
      return order.sku();
    }
  }

  /**
   * The condition that more than so many units of {@code product p} are free, in SQL; it has one
   * parameter. It locks nothing.
   */
  String moreAreFree();

  /**
   * The columns {@code free}, {@code held} and {@code sold} of {@code product p}, in SQL. They lock
   * nothing.
   */
  String counts();

  /** Whether the product's row counts the free units. */
  boolean countsFree();

  /**
   * Adds what it keeps beside the product's row when units are supplied.
   *
   * @param before units supplied so far
   * @param more at least 1
   */
  void supply(Connection connection, Sku sku, int before, int more) throws SQLException;

  /** The most units that can be supplied of a product. */
  int mostSupplied();

  /** Takes all the units or none, and notes the movement. The order is on record already. */
  Taken take(Connection connection, Units units) throws SQLException;

  /** Puts the units of a reserved order on sale again, and notes the movement. */
  void giveBack(Connection connection, Units units) throws SQLException;

  /** The units of a reserved order are sold for good. */
  void sell(Connection connection, Units units) throws SQLException;

  /**
   * Makes the free units what the orders leave of them; whoever calls holds the product's row
   * locked.
   *
   * @param held units of reserved orders
   * @param sold units of paid orders; with the held ones not more than are supplied
   * @return units that are free now and were not before; negative if some are free no more
   */
  int mend(Connection connection, Sku sku, int held, int sold) throws SQLException;
}
