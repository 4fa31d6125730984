package flashsalelab.sale;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A step for each of several things. */
public final class Stages {
  private Stages() {}

  /** What the step makes of each, in order; fails if one does, when all are done. */
  public static <T, R> CompletionStage<List<R>> each(
      List<T> things, Function<T, CompletionStage<R>> step) {
    List<CompletableFuture<R>> results =
        things.stream().map(thing -> step.apply(thing).toCompletableFuture()).toList();
    return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenApply(done -> results.stream().map(CompletableFuture::join).toList());
  }
}
