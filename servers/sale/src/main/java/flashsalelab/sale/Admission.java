package flashsalelab.sale;

/** The first step's answer: may this purchase ask the stock guard? */
public sealed interface Admission {

  /** The key is claimed and the buyer's allowance is taken: the guard may be asked. */
  record Admitted() implements Admission {}

  /** The purchase is answered already, or refused without asking for stock. */
  record Answered(PurchaseAnswer answer) implements Admission {}
}
