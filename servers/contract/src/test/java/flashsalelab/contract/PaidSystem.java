package flashsalelab.contract;

/** A system whose orders are to be paid. */
interface PaidSystem extends SystemUnderTest {

  /** Where its payments are. */
  PaymentsUnderTest payments();
}
