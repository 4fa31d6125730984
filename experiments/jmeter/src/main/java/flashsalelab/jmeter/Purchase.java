package flashsalelab.jmeter;

/**
 * One purchase that is to be tried: who buys, under which key, and when.
 *
 * @param run the segment that it belongs to
 * @param index its place in the segment, from 0
 * @param intended when it is meant to start, on the clock of {@link System#nanoTime()}
 * @param waitedForSlot whether every slot was in flight when it was meant to start
 */
record Purchase(SegmentRun run, int index, long intended, boolean waitedForSlot) {

  String buyer() {
    return "b-" + run.segment().name() + "-" + index;
  }

  String key() {
    return "k-" + run.segment().name() + "-" + index;
  }
}
