package flashsalelab.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  private static final String LONGEST = "x".repeat(64);

  @ParameterizedTest
  @ValueSource(strings = {"a", "Tee-1_black.XL", "0"})
  void sku_ofAllowedCharacters_isKept(String value) {
    assertThat(new Sku(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "{a}", "a~b", "é", "a\n"})
  void sku_ofOtherCharacters_isRefused(String value) {
    assertThatThrownBy(() -> new Sku(value))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("must be 1 to 64 of the characters");
  }

  @Test
  void names_ofSixtyFour_areTheLongest() {
    assertThat(new Sku(LONGEST).value()).hasSize(64);
    assertThat(new BuyerId(LONGEST).value()).hasSize(64);
    assertThat(new IdempotencyKey(LONGEST).value()).hasSize(64);
    assertThatThrownBy(() -> new Sku(LONGEST + "x")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new BuyerId(LONGEST + "x")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new IdempotencyKey(LONGEST + "x"))
        .isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "tab\t", "\u007f", "ü"})
  void buyerAndKey_notVisibleAscii_areRefused(String value) {
    assertThatThrownBy(() -> new BuyerId(value)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new IdempotencyKey(value)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void refusal_ofALongOrUnprintableValue_showsItBoundedAndPrintable() {
    assertThatThrownBy(() -> new BuyerId("\u0000" + "y".repeat(500)))
        .hasMessageContaining("\"?yyy")
        .hasMessageEndingWith("...\"")
        .extracting(error -> String.valueOf(error.getMessage()).length())
        .matches(length -> length < 200);
  }

  @Test
  void orderId_printed_isReadBack() {
    OrderId id = OrderId.next(new Sku("tee-1"));
    assertThat(OrderId.parse(id.toString())).isEqualTo(id);
    assertThat(id.toString()).startsWith("tee-1~").hasSize("tee-1~".length() + 22);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "tee-1", "tee-1~", "~AAAAAAAAAAAAAAAAAAAAAA", "tee-1~AAAAAAAAAAAAAAAAAAAA:A"})
  void orderId_ofAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> OrderId.parse(text)).isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'',     0,   1,   1, name",
    "Tee,   -1,   1,   1, price",
    "Tee,    0,  -1,   1, stock",
    "Tee,    0, 1000000001, 1, stock",
    "Tee,    0,   1,   0, perBuyer",
    "Tee,    0,   1,1001, perBuyer",
  })
  void product_outOfRange_namesTheField(
      String name, long price, int stock, int perBuyer, String field) {
    assertThatThrownBy(() -> product(name, price, stock, perBuyer, null, null))
        .isInstanceOfSatisfying(
            InvalidValueException.class, error -> assertThat(error.field()).isEqualTo(field));
  }

  @Test
  void product_closingNotAfterOpening_namesTheField() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    assertThatThrownBy(() -> product("Tee", 1, 1, 1, noon, noon))
        .isInstanceOfSatisfying(
            InvalidValueException.class, error -> assertThat(error.field()).isEqualTo("closesAt"));
  }

  @Test
  void saleState_atTheEdges_isOpenFromOpeningAndClosedFromClosing() {
    Instant opens = Instant.parse("2026-03-01T12:00:00Z");
    Instant closes = opens.plusSeconds(60);
    Product product = product("Tee", 1, 1, 1, opens, closes);
    assertThat(product.stateAt(opens.minusMillis(1))).isEqualTo(SaleState.NOT_OPEN);
    assertThat(product.stateAt(opens)).isEqualTo(SaleState.OPEN);
    assertThat(product.stateAt(closes.minusMillis(1))).isEqualTo(SaleState.OPEN);
    assertThat(product.stateAt(closes)).isEqualTo(SaleState.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_001})
  void purchase_ofAQuantityOutOfRange_isRefused(int quantity) {
    assertThatThrownBy(() ->
            new Purchase(new Sku("tee"), new BuyerId("ann"), new IdempotencyKey("k"), quantity))
        .isInstanceOf(InvalidValueException.class);
  }

  private static Product product(
      String name,
      long price,
      int stock,
      int perBuyer,
      @Nullable Instant opensAt,
      @Nullable Instant closesAt) {
    return new Product(new Sku("tee"), name, price, stock, perBuyer, opensAt, closesAt);
  }
}
