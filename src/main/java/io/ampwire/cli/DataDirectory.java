package io.ampwire.cli;

/** Where commands look for folders of the bridge: where the bridge itself would be told. */
final class DataDirectory {
  static final String DEFAULT = "${sys:ampwire.data-dir:-${env:AMPWIRE_DATA_DIR:-data}}";

  private DataDirectory() {}
}
