package flashsalelab.results.load;

/**
 * What a generator says of the subscribers of one segment.
 *
 * @param subscribers how many there were to be
 * @param connected those that had a stream and its first event when the window began
 * @param changes units that were restocked in the window, one at a time
 * @param failedChanges restocks that were not answered as they should be; none is made after the
 *     first
 * @param events that came during the segment, the first ones of each stream not counted
 * @param missed subscribers that had not been told of the last change when the segment had drained
 * @param reconnects streams that ended and were opened again
 * @param requests for a stream, those that were refused included, and restocks
 */
public record AudienceReport(
    int subscribers,
    int connected,
    long changes,
    long failedChanges,
    long events,
    int missed,
    long reconnects,
    long requests) {}
