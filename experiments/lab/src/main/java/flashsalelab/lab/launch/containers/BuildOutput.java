package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what the engine says while it builds an image, and notices when it has work to do. */
final class BuildOutput extends BuildImageResultCallback {
  private static final String AT_WORK = "Running in";

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Runnable worksOn;
  private boolean told;

  /**
   * @param worksOn called once if a step has to be run, which takes its time: what is known is not
   */
  BuildOutput(Runnable worksOn) {
    this.worksOn = worksOn;
  }

  @Override
  public void onNext(BuildResponseItem item) {
    String text = item.getStream();
    if (text != null) {
      text.lines().filter(line -> !line.isBlank()).forEach(lines::add);
      if (!told && text.contains(AT_WORK)) {
        told = true;
        worksOn.run();
      }
    }
    if (item.getErrorDetail() != null && item.getErrorDetail().getMessage() != null) {
      item.getErrorDetail().getMessage().lines().forEach(lines::add);
    }
    super.onNext(item);
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }
}
