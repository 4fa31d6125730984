package flashsalelab.lab.launch;

import java.time.Instant;
import java.util.Optional;

/**
 * A process of this host for good: its id may be used again, its id and start time together are
 * not.
 *
 * @param pid its id
 * @param startMs when it started, in milliseconds since 1970
 */
public record ProcessIdentity(long pid, long startMs) {

  public static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(
        process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  /** This virtual machine. */
  public static ProcessIdentity own() {
    return of(ProcessHandle.current());
  }

  /** The process, if it still runs. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> of(process).equals(this));
  }
}
