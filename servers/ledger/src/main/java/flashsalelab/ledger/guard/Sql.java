package flashsalelab.ledger.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement. Its parameters are texts, numbers and moments, in the order of the question marks.
 *
 * @param text in PostgreSQL's SQL
 */
record Sql(String text) {

  /** Reads a row; the cursor stands on it. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Executes a change; tells how many rows it concerned. */
  int change(Connection connection, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepared(connection, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** All rows. */
  <T> List<T> rows(Connection connection, Row<T> row, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, parameters);
        ResultSet found = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(row.read(found));
      }
      return rows;
    }
  }

  /** The first row, if there is one. */
  <T> Optional<T> row(Connection connection, Row<T> row, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, parameters);
        ResultSet found = statement.executeQuery()) {
      return found.next() ? Optional.of(row.read(found)) : Optional.empty();
    }
  }

  private PreparedStatement prepared(Connection connection, @Nullable Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, value(parameters[i]));
    }
    return statement;
  }

  private static @Nullable Object value(@Nullable Object parameter) {
    return parameter instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : parameter;
  }

  /** A moment in a column that has one in every row. */
  static Instant moment(ResultSet row, String column) throws SQLException {
    Instant moment = momentOrNull(row, column);
    if (moment == null) {
      throw new SQLException("the column %s is empty".formatted(column));
    }
    return moment;
  }

  /** A moment, or null where there is none. */
  static @Nullable Instant momentOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
