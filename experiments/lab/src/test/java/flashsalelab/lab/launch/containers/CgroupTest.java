package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import flashsalelab.lab.launch.Metered;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CgroupTest {
  private static final String ID = "0123456789abcdef";

  /** A root folder with the files that a kernel of that version shows. */
  private static Path root(String version) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(CgroupTest.class.getResource("/cgroups/" + version)).toURI());
  }

  @Test
  void of_firstVersion_readsItsThreeHierarchies() throws Exception {
    assertThat(Cgroup.of(root("v1"), 42, ID).flatMap(Cgroup::read))
        .contains(new Metered.Usage(22.079165, 70, 36));
  }

  @Test
  void of_secondVersion_readsItsOneFolder() throws Exception {
    assertThat(Cgroup.of(root("v2"), 42, ID).flatMap(Cgroup::read))
        .contains(new Metered.Usage(1234.567, 69, 36));
  }

  @Test
  void of_processOfAnotherContainer_isNone() throws Exception {
    assertThat(Cgroup.of(root("v1"), 42, "fedcba9876543210")).isEmpty();
    assertThat(Cgroup.of(root("v2"), 42, "fedcba9876543210")).isEmpty();
  }

  @Test
  void of_processNotOnThisMachine_isNone() throws Exception {
    assertThat(Cgroup.of(root("v2"), 43, ID)).isEmpty();
  }

  @Test
  void find_onlyAPartIsMounted_isBelowTheMountPoint() {
    var mount = new CgroupMount(1, List.of("memory"), "/docker/outer", "/sys/fs/cgroup/memory");

    assertThat(mount.find("memory", "/docker/outer/inner"))
        .containsExactly("/sys/fs/cgroup/memory/inner");
    assertThat(mount.find("memory", "/docker/outermost")).isEmpty();
    assertThat(mount.find("pids", "/docker/outer/inner")).isEmpty();
  }
}
