package flashsalelab.lab.audit;

/**
 * An edge that was killed while a window was measured.
 *
 * @param end how it ended, in words
 * @param atUs when, in microseconds after the window's start
 */
public record Crash(String end, long atUs) {}
