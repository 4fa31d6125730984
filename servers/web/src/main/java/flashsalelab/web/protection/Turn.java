package flashsalelab.web.protection;

/** A request's time in the edge. */
public interface Turn {
  /** Of a request that was turned away. */
  Turn REFUSED = new Fixed(false);

  /** Of a request that is let in whatever else goes on. */
  Turn UNCOUNTED = new Fixed(true);

  /** Whether the request was let in. */
  boolean admitted();

  /** The answer is about to be written, on the thread that writes it. Called once. */
  void end();

  /** One that is not counted. */
  record Fixed(boolean admitted) implements Turn {
    @Override
    public void end() {}
  }
}
