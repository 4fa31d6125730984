package flashsalelab.sale.settings;

import java.util.List;

/** One or more settings are missing or wrong; the message has a line for each. */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param errors one sentence for each wrong setting, each naming its variable
   */
  public InvalidSettingsException(List<String> errors) {
    super(String.join(System.lineSeparator(), errors));
  }
}
