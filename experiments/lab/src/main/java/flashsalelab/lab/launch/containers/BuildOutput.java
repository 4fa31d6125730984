package flashsalelab.lab.launch.containers;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what the engine says while it builds an image. */
final class BuildOutput extends BuildImageResultCallback {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void onNext(BuildResponseItem item) {
    String text = item.getStream();
    if (text != null) {
      text.lines().filter(line -> !line.isBlank()).forEach(lines::add);
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
