package flashsalelab.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every room's compiled classes, read from where the build put them. */
final class House {
  static final Path ROOT = Path.of(System.getProperty("lab.root", ".."));

  /** Each room's package below {@code flashsalelab}, and its module. */
  static final Map<String, String> ROOMS = rooms();

  private House() {}

  private static Map<String, String> rooms() {
    var rooms = new LinkedHashMap<String, String>();
    rooms.put("sale", "servers/sale");
    rooms.put("ledger", "servers/ledger");
    rooms.put("web", "servers/web");
    rooms.put("jettycommon", "servers/jetty-common");
    rooms.put("javalin", "servers/javalin");
    rooms.put("jetty", "servers/jetty");
    rooms.put("payments", "servers/payments");
    rooms.put("balancer", "balancer");
    rooms.put("results", "experiments/results");
    rooms.put("jmeter", "experiments/jmeter");
    rooms.put("lab", "experiments/lab");
    rooms.put("report", "experiments/report");
    return rooms;
  }

  static JavaClasses classes() {
    List<Path> folders =
        ROOMS.values().stream()
            .map(module -> ROOT.resolve(module).resolve("target/classes"))
            .toList();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new IllegalStateException("no classes in " + folder + ": build the whole project");
      }
    }
    return new ClassFileImporter().importPaths(folders);
  }
}
