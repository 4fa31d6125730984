package flashsalelab.jmeter;

/** What the generator was told to do cannot be done; the message says why, in a line. */
final class InvalidInput extends Exception {
  InvalidInput(String message) {
    super(message);
  }
}
