package flashsalelab.payments.gateway;

import flashsalelab.payments.http.HttpPort;
import flashsalelab.payments.http.Route;
import flashsalelab.sale.process.LongRunning;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A gateway that listens: for payments on one port, for control on another. */
final class RunningGateway implements LongRunning.Part {
  private final ChargeLedger ledger;
  private final HttpPort control;
  private final HttpPort payments;

  private RunningGateway(ChargeLedger ledger, HttpPort control, HttpPort payments) {
    this.ledger = ledger;
    this.control = control;
    this.payments = payments;
  }

  /**
   * Starts a gateway.
   *
   * @throws IOException if a port or the ledger's file cannot be had
   */
  static RunningGateway start(GatewaySettings settings) throws IOException {
    ChargeLedger ledger = new ChargeLedger(journal(settings.ledger()), settings.charges());
    Clock clock = Clock.systemUTC();
    Chance chance = new Chance(settings.seed(), settings.behaviour());
    LedgerRoutes books = new LedgerRoutes(ledger, chance, clock);
    List<Route> desk = new ArrayList<>(new ChargeDesk(ledger, chance, clock).routes());
    desk.add(books.listing());
    HttpPort control = null;
    try {
      control =
          HttpPort.open(
              settings.host(),
              settings.controlPort(),
              books.control(),
              settings.shutdownGrace(),
              server -> {});
      HttpPort payments =
          HttpPort.open(
              settings.host(),
              settings.port(),
              desk,
              settings.shutdownGrace(),
              server -> server.insertHandler(new Wire(() -> chance.behaviour().down())));
      return new RunningGateway(ledger, control, payments);
    } catch (IOException e) {
      if (control != null) {
        control.close();
      }
      ledger.close();
      throw e;
    }
  }

  private static LedgerJournal journal(String file) throws IOException {
    return file.isEmpty() ? LedgerJournal.NONE : JournalFile.open(Path.of(file));
  }

  int port() {
    return payments.port();
  }

  int controlPort() {
    return control.port();
  }

  /** Ends; requests under way finish within the grace. */
  @Override
  public void close() {
    payments.close();
    control.close();
    ledger.close();
  }
}
