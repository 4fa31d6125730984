package flashsalelab.lab.junit;

import flashsalelab.lab.experiment.Experiment;
import flashsalelab.lab.launch.Launcher;
import flashsalelab.lab.launch.containers.EngineProbe;
import flashsalelab.lab.run.Lab;
import flashsalelab.lab.run.LabSettings;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one lab of this virtual machine: all questions of a run are answered in it. */
final class OpenLab {
  private static List<Question> planned = List.of();
  private static @Nullable Lab lab;

  private OpenLab() {}

  /** Notes everything that is going to be asked. */
  static synchronized void plan(List<Question> questions) {
    planned = questions;
  }

  /**
   * The lab; opened by the first question, once every planned question has proven valid.
   *
   * @throws RuntimeException saying what is wrong with a property, a question or this machine
   */
  static synchronized Lab current(Question question) {
    Lab open = lab;
    if (open == null) {
      LabSettings settings =
          LabSettings.read(
              System.getProperties(),
              Launchers.NAMES,
              () -> Launchers.choose(EngineProbe.here().find()));
      List<Question> questions = planned.isEmpty() ? List.of(question) : planned;
      List<Experiment> experiments = questions.stream().map(Question::experiment).toList();
      Launcher launcher = Launchers.open(settings);
      open = new Lab(settings, launcher, experiments, System.out, Clock.systemUTC());
      lab = open;
    }
    return open;
  }

  /** Ends the run, if one was begun. */
  static synchronized void close() {
    if (lab != null) {
      lab.close();
      lab = null;
    }
  }
}
