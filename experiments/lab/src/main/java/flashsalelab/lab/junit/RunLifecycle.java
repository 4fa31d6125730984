package flashsalelab.lab.junit;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Tells the lab, before anything starts, which questions are going to be asked, so that all are
 * validated and planned first; and ends the run when all are answered.
 */
public final class RunLifecycle implements TestExecutionListener {

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    var questions = new ArrayList<Question>();
    for (TestIdentifier root : plan.getRoots()) {
      plan.getDescendants(root).stream()
          .flatMap(test -> question(test).stream())
          .forEach(questions::add);
    }
    if (!questions.isEmpty()) {
      OpenLab.plan(List.copyOf(questions));
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    OpenLab.close();
  }

  private static Optional<Question> question(TestIdentifier test) {
    return test.getSource()
        .filter(ClassSource.class::isInstance)
        .map(source -> ((ClassSource) source).getJavaClass())
        .filter(Question.class::isAssignableFrom)
        .map(RunLifecycle::instance);
  }

  private static Question instance(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Question) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the question %s needs a constructor without parameters".formatted(type.getName()), e);
    }
  }
}
