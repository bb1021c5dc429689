package io.ampwire.journal;

import io.ampwire.map.ChargerId;
import io.ampwire.session.MinuteRow;
import io.ampwire.session.MinuteStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * One-minute means, one file of constant size per charger. A minute has its place in the file,
 * which the minute one period later takes over; so nothing has to be deleted. Each row has a
 * checksum, so that a torn one is left out. May be used from any thread; the worker writes.
 */
public final class MinuteFiles implements MinuteStore {
  private static final String ENDING = ".minutes";
  private static final int PHASES = 3;

  /** Minute and seconds, six floats, checksum. */
  private static final int CONTENT = Long.BYTES + 6 * Float.BYTES;

  static final int ROW = CONTENT + Integer.BYTES;
  static final int HEAD = 16;
  private static final int MAGIC = 0x414d504d;
  private static final int VERSION = 1;
  private static final long SECONDS = 64;

  /** Bound of rows that wait for the disk. */
  private static final int WAITING = 20_000;

  private final Path folder;
  private final int slots;
  private final LongSupplier wallMillis;
  private final Executor worker;
  private final Consumer<String> trouble;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param age how long a row is kept
   * @param worker does all writing, one task after the other
   * @param trouble receives what goes wrong
   */
  public MinuteFiles(
      Path folder,
      Duration age,
      LongSupplier wallMillis,
      Executor worker,
      Consumer<String> trouble) {
    this.folder = folder;
    this.slots = Math.toIntExact(age.toMinutes()) + 1;
    this.wallMillis = wallMillis;
    this.worker = worker;
    this.trouble = trouble;
  }

  @Override
  public void add(ChargerId charger, MinuteRow row) {
    if (waiting.incrementAndGet() > WAITING) {
      waiting.decrementAndGet();
      trouble.accept("the disk is too slow for the history of minutes; rows are dropped");
      return;
    }
    try {
      worker.execute(
          () -> {
            waiting.decrementAndGet();
            write(charger, row);
          });
    } catch (RejectedExecutionException closed) {
      waiting.decrementAndGet();
    }
  }

  private void write(ChargerId charger, MinuteRow row) {
    try (FileChannel file = open(charger)) {
      long at = HEAD + Math.floorMod(row.minute(), (long) slots) * ROW;
      ByteBuffer bytes = ByteBuffer.allocate(ROW);
      file.read(bytes, at);
      MinuteRow whole =
          unpack(bytes.flip())
              .filter(before -> before.minute() == row.minute())
              .map(before -> before.merge(row))
              .orElse(row);
      file.write(pack(whole), at);
    } catch (IOException e) {
      trouble.accept("the history of minutes cannot be written: " + e);
    }
  }

  private FileChannel open(ChargerId charger) throws IOException {
    Path path = path(charger);
    if (!Files.exists(path)) {
      FilePermissions.createFolder(folder);
      create(path, List.of());
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (fits(file)) {
      return file;
    }
    boolean newer = isNewer(file);
    file.close();
    if (newer) {
      Path aside = path.resolveSibling(path.getFileName() + ".newer");
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
      trouble.accept("written by a newer version and not used, kept as " + aside);
      create(path, List.of());
    } else {
      create(path, rows(path));
    }
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Whether the file has the length that the configuration asks for. */
  private boolean fits(FileChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    file.read(head, 0);
    head.flip();
    return head.remaining() == HEAD
        && head.getInt() == MAGIC
        && head.getInt() == VERSION
        && head.getInt() == slots;
  }

  private static boolean isNewer(FileChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    file.read(head, 0);
    head.flip();
    return head.remaining() == HEAD && head.getInt() == MAGIC && head.getInt() > VERSION;
  }

  /**
   * Replaces a file atomically by one of the right length with these rows. Only the rows are
   * written: places without a row take no space on disk, and no memory here.
   */
  private void create(Path path, List<MinuteRow> rows) throws IOException {
    Path next = path.resolveSibling(path.getFileName() + ".next");
    Files.deleteIfExists(next);
    try (FileChannel file =
        FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer head = ByteBuffer.allocate(HEAD).putInt(MAGIC).putInt(VERSION).putInt(slots);
      file.write(head.rewind(), 0);
      file.write(ByteBuffer.allocate(1), HEAD + (long) slots * ROW - 1);
      for (MinuteRow row : rows) {
        file.write(pack(row), HEAD + Math.floorMod(row.minute(), (long) slots) * ROW);
      }
    }
    FilePermissions.file(next);
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The kept rows of a range, oldest first; none for a charger without a file.
   *
   * @param from first minute
   * @param to the minute after the last
   */
  public List<MinuteRow> read(ChargerId charger, long from, long to) {
    long oldest = Math.max(from, Math.floorDiv(wallMillis.getAsLong(), 60_000L) - slots);
    Path path = path(charger);
    if (!Files.exists(path)) {
      return List.of();
    }
    try {
      List<MinuteRow> found = new ArrayList<>(rows(path));
      found.removeIf(row -> row.minute() < oldest || row.minute() >= to);
      found.sort(Comparator.comparingLong(MinuteRow::minute));
      return found;
    } catch (IOException e) {
      trouble.accept("the history of minutes cannot be read: " + e);
      return List.of();
    }
  }

  private static List<MinuteRow> rows(Path path) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path));
    List<MinuteRow> rows = new ArrayList<>();
    if (all.remaining() < HEAD || all.getInt() != MAGIC || all.getInt() != VERSION) {
      return rows;
    }
    for (int at = HEAD; at + ROW <= all.capacity(); at += ROW) {
      unpack(all.slice(at, ROW)).ifPresent(rows::add);
    }
    return rows;
  }

  /** Removes the files of chargers that have reported nothing for longer than rows are kept. */
  public void tidy() {
    worker.execute(
        () -> {
          long limit = wallMillis.getAsLong() - Duration.ofMinutes(slots).toMillis();
          try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
              if (Files.getLastModifiedTime(file).toMillis() < limit) {
                Files.delete(file);
              }
            }
          } catch (NoSuchFileException nothingYet) {
            return;
          } catch (IOException e) {
            trouble.accept("the history of minutes cannot be tidied: " + e);
          }
        });
  }

  private Path path(ChargerId charger) {
    return folder.resolve(charger.value() + ENDING);
  }

  private static ByteBuffer pack(MinuteRow row) {
    ByteBuffer bytes = ByteBuffer.allocate(ROW);
    bytes.putLong(row.minute() * SECONDS + row.seconds()).putFloat(row.power());
    for (int i = 0; i < PHASES; i++) {
      bytes.putFloat(row.currents()[i]);
    }
    bytes.putFloat(row.limit()).putFloat(row.energy());
    bytes.putInt(check(bytes.array(), 0));
    return bytes.flip();
  }

  /** Empty for a free place and for a damaged row. */
  private static Optional<MinuteRow> unpack(ByteBuffer bytes) {
    if (bytes.remaining() < ROW) {
      return Optional.empty();
    }
    long head = bytes.getLong(0);
    if (head == 0 || bytes.getInt(CONTENT) != check(bytes.array(), bytes.arrayOffset())) {
      return Optional.empty();
    }
    float[] values = new float[6];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.getFloat(Long.BYTES + i * Float.BYTES);
    }
    return Optional.of(
        new MinuteRow(
            Math.floorDiv(head, SECONDS),
            values[0],
            new float[] {values[1], values[2], values[3]},
            values[4],
            values[5],
            (int) Math.floorMod(head, SECONDS)));
  }

  private static int check(byte[] bytes, int offset) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, CONTENT);
    return (int) crc.getValue();
  }
}
