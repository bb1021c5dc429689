package io.ampwire.journal;

import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.Journal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Binary form of a document in the journal: version, kind, charger, boot, number, time, payload,
 * and a checksum over all of it, because the store checks its own structure but not the contents.
 */
final class JournalRecord {
  private static final int VERSION = 1;
  private static final int CHECK = 4;
  private static final Journal.Kind[] KINDS = Journal.Kind.values();

  private JournalRecord() {}

  static byte[] pack(Journal.Label label, long ts, byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 80);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeByte(label.kind().ordinal());
      out.writeUTF(label.charger().map(ChargerId::value).orElse(""));
      out.writeUTF(label.boot());
      out.writeLong(label.seq());
      out.writeLong(ts);
      out.writeInt(payload.length);
      out.write(payload);
      out.writeInt(check(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot refuse a write", e);
    }
    return bytes.toByteArray();
  }

  /** Empty if the record is damaged or of an unknown version. */
  static Optional<Journal.Kept> unpack(long position, byte[] packed) {
    int end = packed.length - CHECK;
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      if (end < 0 || stored(packed, end) != check(packed, end) || in.readByte() != VERSION) {
        return Optional.empty();
      }
      Journal.Kind kind = KINDS[in.readByte()];
      String charger = in.readUTF();
      String boot = in.readUTF();
      long seq = in.readLong();
      long ts = in.readLong();
      byte[] payload = in.readNBytes(in.readInt());
      Optional<ChargerId> id =
          charger.isEmpty() ? Optional.empty() : Optional.of(new ChargerId(charger));
      Journal.Label label = new Journal.Label(kind, id, boot, seq);
      return Optional.of(new Journal.Kept(position, label, ts, payload));
    } catch (IOException | RuntimeException damaged) {
      return Optional.empty();
    }
  }

  private static int stored(byte[] packed, int end) throws IOException {
    byte[] check = Arrays.copyOfRange(packed, end, packed.length);
    return new DataInputStream(new ByteArrayInputStream(check)).readInt();
  }

  private static int check(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
