package flashsalelab.payments.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A journal in a file, a line of JSON for each event, appended before the event is answered. It
 * outlives its process however that ends; whether it outlives the machine is the file system's
 * matter. A line that was cut off was never answered, and is dropped.
 */
final class JournalFile implements LedgerJournal {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path path;
  private final FileChannel file;
  private final Told told;

  private JournalFile(Path path, FileChannel file, Told told) {
    this.path = path;
    this.file = file;
    this.told = told;
  }

  /**
   * Opens a journal, a new one if there is none.
   *
   * @throws IOException if it cannot be read or written, or is not such a journal
   */
  static JournalFile open(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      byte[] bytes = Files.readAllBytes(path);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      Told told = read(path, new String(bytes, 0, end, StandardCharsets.UTF_8));
      file.truncate(end).position(end);
      return new JournalFile(path, file, told);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Told read(Path path, String text) throws IOException {
    String ledger = null;
    List<Charge> charges = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      try {
        JsonNode event = JSON.readTree(line);
        if (event.has("ledger")) {
          ledger = event.get("ledger").stringValue();
        } else if (event.has("askedAgain")) {
          int at = event.get("askedAgain").intValue() - 1;
          charges.set(at, charges.get(at).askedAgain());
        } else if (event.has("refunded")) {
          int at = event.get("refunded").intValue() - 1;
          charges.set(at, charges.get(at).refunded());
        } else {
          charges.add(JSON.treeToValue(event, Charge.class));
        }
      } catch (JacksonException | IndexOutOfBoundsException e) {
        throw new IOException(
            "%s is not a gateway's ledger: line %d is \"%s\"; name another file, or remove it"
                .formatted(path, number, line),
            e);
      }
    }
    return new Told(Optional.ofNullable(ledger), charges);
  }

  @Override
  public Told told() {
    return told;
  }

  @Override
  public void began(String ledger) {
    append(JSON.createObjectNode().put("ledger", ledger));
  }

  @Override
  public void decided(Charge charge) {
    append(charge);
  }

  @Override
  public void askedAgain(long number) {
    append(JSON.createObjectNode().put("askedAgain", number));
  }

  @Override
  public void refunded(long number) {
    append(JSON.createObjectNode().put("refunded", number));
  }

  private void append(Object event) {
    ByteBuffer line =
        ByteBuffer.wrap((JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger %s cannot be written".formatted(path), e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger %s cannot be closed".formatted(path), e);
    }
  }
}
