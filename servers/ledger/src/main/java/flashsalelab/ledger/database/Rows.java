package flashsalelab.ledger.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Columns of many rows as arrays, for statements that {@code unnest} them: one statement, whatever
 * the number of rows. Moments travel as epoch milliseconds.
 *
 * @param <T> what a row is made of
 */
public final class Rows<T> {
  private final Connection connection;
  private final PreparedStatement statement;
  private final List<T> rows;
  private int parameter;

  private Rows(Connection connection, PreparedStatement statement, List<T> rows) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  public interface Columns<T> {
    /** Sets them, from the first to the last. */
    void set(Rows<T> rows) throws SQLException;
  }

  /**
   * Runs a statement with these rows, unless there are none.
   *
   * @return how many rows it changed
   */
  public static <T> int run(Connection connection, String sql, List<T> rows, Columns<T> columns)
      throws SQLException {
    if (rows.isEmpty()) {
      return 0;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      columns.set(new Rows<>(connection, statement, rows));
      return statement.executeUpdate();
    }
  }

  /** One text for all rows. */
  public Rows<T> one(String value) throws SQLException {
    statement.setString(++parameter, value);
    return this;
  }

  /** A text of each row. */
  public Rows<T> texts(Function<T, @Nullable String> column) throws SQLException {
    @Nullable String[] values = new @Nullable String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    return array("text", values);
  }

  /** A whole number of each row. */
  public Rows<T> integers(ToIntFunction<T> column) throws SQLException {
    return array("int4", rows.stream().mapToInt(column).toArray());
  }

  /** A large whole number of each row. */
  public Rows<T> numbers(ToLongFunction<T> column) throws SQLException {
    return array("int8", rows.stream().mapToLong(column).toArray());
  }

  /** A moment of each row, or none. */
  public Rows<T> moments(Function<T, @Nullable Instant> column) throws SQLException {
    @Nullable Long[] values = new @Nullable Long[rows.size()];
    for (int i = 0; i < values.length; i++) {
      Instant moment = column.apply(rows.get(i));
      values[i] = moment == null ? null : moment.toEpochMilli();
    }
    return array("int8", values);
  }

  private Rows<T> array(String type, Object values) throws SQLException {
    statement.setArray(
        ++parameter, connection.unwrap(PGConnection.class).createArrayOf(type, values));
    return this;
  }

  /** Texts as one parameter. */
  public static Array texts(Connection connection, List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray(new String[0]));
  }

  /** A moment in a column, or none. */
  public static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    Timestamp moment = row.getTimestamp(column);
    return moment == null ? Optional.empty() : Optional.of(moment.toInstant());
  }

  /** Sets a moment, or none, as epoch milliseconds. */
  public static void moment(PreparedStatement statement, int parameter, @Nullable Instant moment)
      throws SQLException {
    if (moment == null) {
      statement.setNull(parameter, Types.BIGINT);
    } else {
      statement.setLong(parameter, moment.toEpochMilli());
    }
  }
}
