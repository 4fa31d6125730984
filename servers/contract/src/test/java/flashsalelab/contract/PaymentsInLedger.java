package flashsalelab.contract;

import flashsalelab.lab.launch.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.awaitility.Awaitility;

/**
 * Payments in the outbox of the permanent ledger. An order is there once it was projected.
 *
 * @param address of the ledger
 * @param redis which is stalled with it
 */
record PaymentsInLedger(DatabaseAddress address, PaymentsUnderTest redis)
    implements PaymentsUnderTest {
  private static final String GIVE_UP =
      "update outbox set dead_at = ?, dead_reason = ? where order_id = ?";
  private static final String WAITING =
      "select count(*) from outbox where sku = ? and dead_at is null";
  private static final String STALL = "lock table outbox in access exclusive mode";

  @Override
  public void giveUp(String sku, String order, Instant at, String reason) {
    Awaitility.await().until(() -> gaveUp(order, at, reason));
  }

  private boolean gaveUp(String order, Instant at, String reason) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement update = connection.prepareStatement(GIVE_UP)) {
      update.setTimestamp(1, Timestamp.from(at));
      update.setString(2, reason);
      update.setString(3, order);
      return update.executeUpdate() == 1;
    }
  }

  @Override
  public int waiting(String sku) {
    try (Connection connection = connect();
        PreparedStatement count = connection.prepareStatement(WAITING)) {
      count.setString(1, sku);
      ResultSet row = count.executeQuery();
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void stalled(Runnable meanwhile) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute(STALL);
      redis.stalled(meanwhile);
      connection.rollback();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }
}
