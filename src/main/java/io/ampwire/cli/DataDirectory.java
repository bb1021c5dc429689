package io.ampwire.cli;

/** Default data and maps folders of the commands, from the same settings as the bridge's. */
final class DataDirectory {
  static final String DEFAULT = "${sys:ampwire.data-dir:-${env:AMPWIRE_DATA_DIR:-data}}";

  private DataDirectory() {}
}
