package io.ampwire.system;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Loaded into a process beside the application, it takes all memory there is once it is told to.
 */
public final class MemoryEater {
  private static final String CLASS = MemoryEater.class.getName().replace('.', '/') + ".class";
  private static final long LOOK_NANOS = 20_000_000;

  private MemoryEater() {}

  /** Called by the virtual machine before the application begins. */
  public static void premain(String signal) {
    Thread eater = new Thread(() -> eat(Path.of(signal)), "memory eater");
    eater.setDaemon(true);
    eater.start();
  }

  private static void eat(Path signal) {
    while (!Files.exists(signal)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    List<byte[]> eaten = new ArrayList<>();
    for (; ; ) {
      eaten.add(new byte[1 << 20]);
    }
  }

  /** The option that loads it; it begins when the file is there. */
  static String option(Path folder, Path signal) {
    Path jar = folder.resolve("eater.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", MemoryEater.class.getName());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream archive = new JarOutputStream(file, manifest);
        var code = MemoryEater.class.getClassLoader().getResourceAsStream(CLASS)) {
      archive.putNextEntry(new JarEntry(CLASS));
      code.transferTo(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "-javaagent:" + jar + "=" + signal;
  }
}
