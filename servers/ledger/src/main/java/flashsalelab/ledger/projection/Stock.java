package flashsalelab.ledger.projection;

/** The units of a product: supplied = free + held + sold. */
record Stock(int free, int held, int sold) {
  int supplied() {
    return free + held + sold;
  }

  Stock supplied(int quantity) {
    return new Stock(free + quantity, held, sold);
  }

  Stock reserved(int quantity) {
    return new Stock(free - quantity, held + quantity, sold);
  }

  Stock released(int quantity) {
    return new Stock(free + quantity, held - quantity, sold);
  }

  Stock paid(int quantity) {
    return new Stock(free, held - quantity, sold + quantity);
  }
}
