package io.ampwire.modbus;

import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Receiver of an RTU line: it finds the answer to the one request in flight in a stream of bytes.
 * The function code gives the length of a frame. An intact frame of another unit, function or
 * length is a late answer and is dropped. Anything else that is not an intact frame is an error,
 * after which the connection must be closed, because the next frame cannot be found reliably. Times
 * are monotonic, ns. For use by one thread at a time.
 */
final class RtuExchange {
  /**
   * Quiet time after an answer that may belong to an earlier request, ns. A device answers in the
   * order of the requests, so the last answer before the quiet is the right one.
   */
  private static final long DOUBT = 250_000_000L;

  private static final int ERROR = 0x80;
  private static final int LONGEST_DATA = RtuFrame.LONGEST - 5;
  private static final int MOST_LATE = 8;

  private final UnansweredRequests unanswered;
  private final byte[] buffer = new byte[RtuFrame.LONGEST];
  private int filled;
  private ModbusRequest asked;
  private byte[] sent = {};
  private boolean doubtful;
  private int late;
  private ModbusResponse candidate;
  private long candidateSince;

  RtuExchange(UnansweredRequests unanswered) {
    this.unanswered = unanswered;
  }

  /**
   * Begins an exchange; a request still open is abandoned.
   *
   * @return the frame to send
   */
  byte[] begin(ModbusRequest request, long now) {
    abandon(now);
    asked = request;
    sent = RtuFrame.of(request);
    doubtful = unanswered.resemble(request, now);
    return sent;
  }

  /** Ends an open exchange without an answer. */
  void abandon(long now) {
    if (asked != null) {
      unanswered.add(asked, now);
    }
    end();
  }

  private void end() {
    asked = null;
    candidate = null;
    doubtful = false;
    late = 0;
    filled = 0;
  }

  /** Whether a request waits for its answer. */
  boolean open() {
    return asked != null;
  }

  /** Time at which {@link #settle} has an answer; empty while it depends on further bytes. */
  OptionalLong settlesAt() {
    return candidate == null ? OptionalLong.empty() : OptionalLong.of(candidateSince + DOUBT);
  }

  /** Returns the answer that was in doubt, once the line was quiet for long enough. */
  Optional<ModbusResponse> settle(long now) {
    if (candidate == null || now - candidateSince < DOUBT) {
      return Optional.empty();
    }
    unanswered.settled(asked);
    ModbusResponse answer = candidate;
    end();
    return Optional.of(answer);
  }

  /**
   * Takes the next bytes, however they are split.
   *
   * @return the answer, or the reason why the line has to be closed; empty while neither is known
   */
  Optional<ModbusResponse> accept(byte[] bytes, int count, long now) {
    for (int i = 0; i < count; i++) {
      buffer[filled++] = bytes[i];
      Optional<String> violation = impossible();
      if (violation.isEmpty() && filled == wanted()) {
        violation = RtuFrame.intact(buffer, filled) ? Optional.empty() : Optional.of("wrong CRC");
        if (violation.isEmpty()) {
          Optional<ModbusResponse> answer = frame(now);
          if (answer.isPresent()) {
            return answer;
          }
        }
      }
      if (violation.isPresent()) {
        return violated(violation.get(), now);
      }
    }
    return Optional.empty();
  }

  /** Bytes without a request are noise on the line or the rest of a late answer. */
  private Optional<ModbusResponse> violated(String why, long now) {
    if (asked == null) {
      filled = 0;
      return Optional.empty();
    }
    int common = Math.min(filled, sent.length);
    boolean echo = Arrays.equals(buffer, 0, common, sent, 0, common);
    abandon(now);
    return Optional.of(
        new ModbusResponse.Failed(
            ModbusResponse.Reason.MALFORMED,
            true,
            echo
                ? "the line repeats the request: switch off the local echo of the serial adapter"
                : why));
  }

  private Optional<String> impossible() {
    if (filled == 2 && wanted() == 0) {
      return Optional.of("function " + (buffer[1] & 0xFF) + " is not one that was requested");
    }
    boolean tooLong = filled == 3 && reads() && (buffer[2] & 0xFF) > LONGEST_DATA;
    return tooLong ? Optional.of("a frame of length " + wanted()) : Optional.empty();
  }

  private boolean reads() {
    return buffer[1] >= 1 && buffer[1] <= 4;
  }

  /** Length of the frame in the buffer as far as it is known; 0 for an unknown function. */
  private int wanted() {
    if (filled < 2) {
      return 2 + 1;
    }
    int function = buffer[1] & 0xFF;
    if ((function & ERROR) != 0) {
      return 5;
    }
    if (reads()) {
      return filled < 3 ? 5 : 5 + (buffer[2] & 0xFF);
    }
    return function == 5 || function == 6 || function == 15 || function == 16 ? 8 : 0;
  }

  private Optional<ModbusResponse> frame(long now) {
    int unit = buffer[0] & 0xFF;
    int function = buffer[1] & 0x7F;
    ByteBuffer pdu = ByteBuffer.wrap(Arrays.copyOfRange(buffer, 1, filled - 2));
    filled = 0;
    boolean fits = asked != null && unit == asked.unit() && ModbusPdu.fits(asked, pdu);
    if (fits && doubtful) {
      candidate = ModbusPdu.response(asked, pdu);
      candidateSince = now;
      return Optional.empty();
    }
    if (fits) {
      ModbusResponse answer = ModbusPdu.response(asked, pdu);
      end();
      return Optional.of(answer);
    }
    unanswered.arrived(unit, function);
    doubtful = asked != null && candidate == null && unanswered.resemble(asked, now);
    if (asked != null && ++late > MOST_LATE) {
      return violated("answers that no request waits for", now);
    }
    return Optional.empty();
  }
}
