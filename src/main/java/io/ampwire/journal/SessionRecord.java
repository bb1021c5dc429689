package io.ampwire.journal;

import io.ampwire.map.Vehicle;
import io.ampwire.session.ChargingSession;
import io.ampwire.session.ChargingSession.Energy;
import io.ampwire.session.ChargingSession.Source;
import io.ampwire.session.ChargingSession.StopCause;
import io.ampwire.session.ChargingSession.Times;
import io.ampwire.session.EnergyTally;
import io.ampwire.session.OpenSession;
import io.ampwire.session.OpenSession.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * Binary form of sessions: version, content, and a checksum over both, because the store checks its
 * own structure but not the contents.
 */
final class SessionRecord {
  private static final int VERSION = 1;
  private static final int CHECK = 4;

  private SessionRecord() {}

  /** Writer of one record's content. */
  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reader of one record's content. */
  private interface Parser<T> {
    T read(DataInputStream in) throws IOException;
  }

  static byte[] pack(ChargingSession session) {
    return pack(
        out -> {
          out.writeUTF(session.id());
          out.writeLong(session.times().started());
          write(out, session.times().chargingStarted());
          write(out, session.times().ended());
          out.writeLong(session.times().duration().toNanos());
          out.writeLong(session.times().charging().toNanos());
          write(out, session.energy().total());
          out.writeByte(session.energy().from().map(Source::ordinal).orElse(-1));
          write(out, session.energy().meterStart());
          write(out, session.energy().meterEnd());
          write(out, session.maxPower());
          out.writeBoolean(session.stopCause().isPresent());
          if (session.stopCause().isPresent()) {
            out.writeLong(session.stopCause().get().code());
            out.writeUTF(session.stopCause().get().label());
          }
          out.writeBoolean(session.complete());
        });
  }

  /** Empty if the record is damaged or of an unknown version. */
  static Optional<ChargingSession> session(byte[] packed) {
    return unpack(
        packed,
        in -> {
          String id = in.readUTF();
          Times times =
              new Times(
                  in.readLong(),
                  whole(in),
                  whole(in),
                  Duration.ofNanos(in.readLong()),
                  Duration.ofNanos(in.readLong()));
          OptionalDouble total = real(in);
          int from = in.readByte();
          Energy energy =
              new Energy(
                  total,
                  from < 0 ? Optional.empty() : Optional.of(Source.values()[from]),
                  real(in),
                  real(in));
          OptionalDouble maxPower = real(in);
          Optional<StopCause> cause =
              in.readBoolean()
                  ? Optional.of(new StopCause(in.readLong(), in.readUTF()))
                  : Optional.empty();
          return new ChargingSession(id, times, energy, maxPower, cause, in.readBoolean());
        });
  }

  static byte[] pack(OpenSession session) {
    return pack(
        out -> {
          out.writeUTF(session.id());
          Progress progress = session.progress();
          out.writeLong(progress.started());
          write(out, progress.chargingStarted());
          write(out, progress.left());
          out.writeLong(progress.asOf());
          out.writeLong(progress.elapsedNanos());
          out.writeLong(progress.chargingNanos());
          out.writeBoolean(progress.away());
          out.writeByte(session.stage().ordinal());
          EnergyTally energy = session.energy();
          for (double value :
              new double[] {
                energy.meterStart(), energy.meter(), energy.carried(), energy.counter(),
                energy.counted(), energy.integrated(), energy.power(), energy.maxPower()
              }) {
            out.writeDouble(value);
          }
          out.writeBoolean(session.coarse());
          out.writeBoolean(session.complete());
        });
  }

  /** Empty if the record is damaged or of an unknown version. */
  static Optional<OpenSession> open(byte[] packed) {
    return unpack(
        packed,
        in ->
            new OpenSession(
                in.readUTF(),
                new Progress(
                    in.readLong(),
                    whole(in),
                    whole(in),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readBoolean()),
                Vehicle.Stage.values()[in.readByte()],
                new EnergyTally(
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble()),
                in.readBoolean(),
                in.readBoolean()));
  }

  private static byte[] pack(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      content.write(out);
      out.writeInt(check(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot refuse a write", e);
    }
    return bytes.toByteArray();
  }

  private static <T> Optional<T> unpack(byte[] packed, Parser<T> parser) {
    int end = packed.length - CHECK;
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      if (end < 0 || stored(packed, end) != check(packed, end) || in.readByte() != VERSION) {
        return Optional.empty();
      }
      return Optional.of(parser.read(in));
    } catch (IOException | RuntimeException damaged) {
      return Optional.empty();
    }
  }

  private static int stored(byte[] packed, int end) throws IOException {
    return new DataInputStream(new ByteArrayInputStream(packed, end, CHECK)).readInt();
  }

  private static int check(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static void write(DataOutputStream out, OptionalLong value) throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      out.writeLong(value.getAsLong());
    }
  }

  private static void write(DataOutputStream out, OptionalDouble value) throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      out.writeDouble(value.getAsDouble());
    }
  }

  private static OptionalLong whole(DataInputStream in) throws IOException {
    return in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
  }

  private static OptionalDouble real(DataInputStream in) throws IOException {
    return in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty();
  }
}
