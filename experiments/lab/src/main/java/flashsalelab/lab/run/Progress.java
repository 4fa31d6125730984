package flashsalelab.lab.run;

/** Tells a person what goes on while a run goes on. Called by one thread. */
public interface Progress extends AutoCloseable {

  /** Something worth a line of its own, kept in the log. */
  void line(String text);

  /** What is being done now. */
  void stage(String text);

  /**
   * How far it is.
   *
   * @param doneShare of the planned time, 0 to 1
   */
  void advance(double doneShare);

  @Override
  void close();
}
