package io.ampwire.cli;

/** Default data and maps folders of the commands, from the same settings as the bridge's. */
public final class DataDirectory {
  public static final String DEFAULT = "${sys:ampwire.data-dir:-${env:AMPWIRE_DATA_DIR:-data}}";

  private DataDirectory() {}
}
