package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what a container says, from its first word to its last. */
final class LogFollower extends ResultCallback.Adapter<Frame> {
  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

  private final OutputStream output;
  private final OutputStream errors;

  /** The two may be the same stream; both are closed at the end. */
  LogFollower(OutputStream output, OutputStream errors) {
    this.output = output;
    this.errors = errors;
  }

  /** Begins to follow a container that has been started. */
  void follow(Engine engine, String id) {
    engine.tell(docker ->
        docker
            .logContainerCmd(id)
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(true)
            .withTailAll()
            .exec(this));
  }

  @Override
  public void onNext(Frame frame) {
    OutputStream target = frame.getStreamType() == StreamType.STDERR ? errors : output;
    try {
      target.write(frame.getPayload());
      target.flush();
    } catch (IOException e) {
      // Nobody listens any more; the container must not feel it.
      LOG.debug("what a container said was lost", e);
    }
  }

  @Override
  public void onError(Throwable lost) {
    closeStreams();
    super.onError(lost);
  }

  @Override
  public void onComplete() {
    closeStreams();
    super.onComplete();
  }

  private void closeStreams() {
    try (output;
        errors) {
      LOG.trace("the log has ended");
    } catch (IOException e) {
      LOG.debug("a log could not be closed", e);
    }
  }

  /** Waits for its last word; a log that was lost has none. */
  void awaitEnd(Duration limit) {
    try {
      awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException lost) {
      LOG.debug("a log was lost", lost);
    }
  }
}
