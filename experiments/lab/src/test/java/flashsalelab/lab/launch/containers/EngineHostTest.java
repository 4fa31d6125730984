package flashsalelab.lab.launch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Info;
import flashsalelab.lab.launch.Cores;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineHostTest {

  @Test
  void name_localEngine_isTheLoopbackAddressAndNothingElseIsOpen() {
    for (String engine : List.of("unix:///var/run/docker.sock", "tcp://localhost:2375")) {
      var host = new EngineHost(URI.create(engine), new Info());

      assertThat(host.name()).isEqualTo("127.0.0.1");
      assertThat(host.publishingAddress()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void name_engineElsewhere_isItsOwn() {
    var host = new EngineHost(URI.create("tcp://far-away:2376"), new Info());

    assertThat(host.name()).isEqualTo("far-away");
    assertThat(host.publishingAddress()).isEqualTo("0.0.0.0");
  }

  @Test
  void cores_engineWithoutCpusets_areNotPinnedAndThePlanSaysSo() {
    var info = new Info().withCpuSet(false).withNCPU(4);
    Cores cores = new EngineHost(URI.create("unix:///var/run/docker.sock"), info).cores();

    assertThat(cores.areDivided()).isFalse();
    assertThat(cores.plan()).contains("cannot keep containers to some");
  }

  @Test
  void cores_enginesAreTheLabs_areDivided() {
    assertThat(EngineHost.cores(List.of(0, 1, 2, 3), 4, true).system()).containsExactly(0, 1);
  }

  @Test
  void cores_engineElsewhere_areNotPinnedAndThePlanSaysSo() {
    for (Cores cores :
        List.of(
            EngineHost.cores(List.of(0, 1, 2, 3), 8, false),
            EngineHost.cores(List.of(0, 1, 9), 8, true),
            EngineHost.cores(List.of(), 8, true))) {
      assertThat(cores.areDivided()).isFalse();
      assertThat(cores.plan()).contains("share 8 processors of the Docker engine's machine");
    }
  }
}
