package flashsalelab.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DependencyTest {
  private static final JavaClasses CLASSES = House.classes();

  /** What each room may know of the others. What is not named here is none of its business. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("sale", Set.of()),
          Map.entry("ledger", Set.of("sale")),
          Map.entry("web", Set.of("sale")),
          Map.entry("jettycommon", Set.of("web")),
          Map.entry("javalin", Set.of("jettycommon", "web", "ledger", "sale")),
          Map.entry("jetty", Set.of("jettycommon", "web", "ledger", "sale")),
          Map.entry("payments", Set.of("ledger", "sale")),
          Map.entry("balancer", Set.of()),
          Map.entry("results", Set.of()),
          Map.entry("jmeter", Set.of("results")),
          Map.entry("lab", Set.of("results")),
          Map.entry("report", Set.of("results")));

  static Set<String> rooms() {
    return House.ROOMS.keySet();
  }

  private static boolean isInside(JavaClass type, String room) {
    return (type.getPackageName() + ".").startsWith(inside(room) + ".");
  }

  private static String inside(String room) {
    return "flashsalelab." + room;
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void room_dependencies_pointOneWay(String room) {
    var strangers = new HashSet<>(House.ROOMS.keySet());
    strangers.removeAll(MAY_KNOW.getOrDefault(room, Set.of()));
    strangers.remove(room);

    assertThat(CLASSES.stream().filter(type -> isInside(type, room)))
        .as("classes of the room " + room)
        .isNotEmpty();
    noClasses()
        .that()
        .resideInAPackage(inside(room) + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            strangers.stream().map(stranger -> inside(stranger) + "..").toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void everyRoom_isRuled() {
    assertThat(MAY_KNOW.keySet()).containsExactlyInAnyOrderElementsOf(House.ROOMS.keySet());
  }

  @Test
  void sale_knowsNoHttp() {
    noClasses()
        .that()
        .resideInAPackage("flashsalelab.sale..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "java.net.http..")
        .check(CLASSES);
  }

  @Test
  void ledger_isMetInOneClassOfAProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("flashsalelab.ledger..")
        .and()
        .doNotHaveSimpleName("JavalinEdge")
        .and()
        .doNotHaveSimpleName("JettyEdge")
        .and()
        .doNotHaveSimpleName("PaymentProcessor")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("flashsalelab.ledger..")
        .check(CLASSES);
  }

  @Test
  void web_knowsNoServer() {
    noClasses()
        .that()
        .resideInAPackage("flashsalelab.web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
        .check(CLASSES);
  }

  @Test
  void jmeter_staysInItsRoom() {
    noClasses()
        .that()
        .resideOutsideOfPackage("flashsalelab.jmeter..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.jmeter..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void packages_ofARoom_formNoCycle(String room) {
    slices()
        .matching(inside(room) + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void framework_namesNoVariant() {
    List<String> names = List.of("javalin", "jetty", "semaphore", "unguarded", "round-robin");
    assertThat(Constants.in(House.ROOT.resolve("experiments/lab/target/classes")))
        .doesNotContainAnyElementsOf(names);
    assertThat(Constants.in(House.ROOT.resolve("experiments/report/target/classes")))
        .doesNotContainAnyElementsOf(names);
  }
}
