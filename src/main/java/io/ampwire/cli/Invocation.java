package io.ampwire.cli;

import java.util.Properties;

/**
 * Command line prefix of the program, for its help: {@code java -jar quarkus-run.jar} from the
 * archive, {@code ampwire} as a native executable or from the package, whose script sets {@code
 * app.name}.
 *
 * @param words the command line up to the first argument
 * @param demo whether this build contains the demo; a native executable does not
 */
record Invocation(String words, boolean demo) {
  private static final String NATIVE = "org.graalvm.nativeimage.imagecode";
  private static final String NAME = "app.name";

  static Invocation of(Properties system) {
    boolean executable = "runtime".equals(system.getProperty(NATIVE));
    String usual = executable ? "ampwire" : "java -jar quarkus-run.jar";
    return new Invocation(system.getProperty(NAME, usual), !executable);
  }

  /** The lines under {@code usage:}, aligned. */
  String[] synopsis() {
    String gap = " ".repeat("COMMAND".length() + 1);
    return new String[] {
      words + gap + "    the bridge", "       " + words + " COMMAND    one of those below"
    };
  }
}
