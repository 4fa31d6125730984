package flashsalelab.web.live;

/** What subscribers follow. Used on the live thread. */
interface Following {

  /** Gives a subscriber what it has not been given yet, if there is something. */
  void serve(Subscriber subscriber);

  /** A subscriber is gone. */
  void left(Subscriber subscriber);
}
