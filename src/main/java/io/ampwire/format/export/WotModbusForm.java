package io.ampwire.format.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.Point;
import io.ampwire.map.WordOrder;
import java.io.IOException;

/**
 * Modbus forms of one point. The byte order is written twice: in the terms of the W3C draft, and as
 * {@code byteSeq} of the media type, which node-wot reads.
 *
 * @param order order in which the point's registers are read
 */
record WotModbusForm(LinkSettings link, Point point, WordOrder order) {
  private static final int TIMEOUT_MILLIS = 3000;

  /** Writes the form to read; the entity names the function, since clients spell 4 differently. */
  void read(JsonGenerator json) throws IOException {
    begin(json, "readproperty");
    json.writeStringField("modv:entity", entity());
    end(json);
  }

  /** Writes the form to write; only the function tells one register's two ways apart. */
  void write(JsonGenerator json) throws IOException {
    begin(json, "writeproperty");
    json.writeStringField("modv:function", writeFunction());
    end(json);
  }

  private void begin(JsonGenerator json, String operation) throws IOException {
    int unit = point.unitId().orElse(link.unit());
    json.writeStartObject();
    json.writeStringField(
        "href", "/" + unit + "/" + point.address() + "?quantity=" + point.registers());
    json.writeStringField("op", operation);
    json.writeStringField("contentType", contentType());
    json.writeNumberField("modv:unitID", unit);
    json.writeNumberField("modv:address", point.address());
    json.writeNumberField("modv:quantity", point.registers());
    json.writeBooleanField("modv:zeroBasedAddressing", true);
    json.writeStringField("modv:type", type());
  }

  private void end(JsonGenerator json) throws IOException {
    if (!point.isBit()) {
      json.writeBooleanField("modv:mostSignificantByte", !order.bytesSwapped());
      json.writeBooleanField("modv:mostSignificantWord", !lowWordFirst());
    }
    json.writeNumberField("modv:timeout", TIMEOUT_MILLIS);
    json.writeEndObject();
  }

  private boolean lowWordFirst() {
    return point.orderDependent() && order.lowWordFirst();
  }

  private String contentType() {
    if (point.isBit()) {
      return "application/octet-stream;length=1";
    }
    String type = "application/octet-stream;length=" + 2 * point.registers();
    if (point.type().isInteger()) {
      type += ";signed=" + (point.type().min() < 0);
    }
    return switch (point.type()) {
      case UTF16 -> type + (order.bytesSwapped() ? ";charset=utf-16le" : ";charset=utf-16be");
      default -> type + ";byteSeq=" + byteSequence();
    };
  }

  /** Order of all bytes; little endian with swapped bytes is {@code CDAB}. */
  private String byteSequence() {
    boolean little = lowWordFirst();
    boolean swap = little != order.bytesSwapped();
    return (little ? "LITTLE_ENDIAN" : "BIG_ENDIAN") + (swap ? "_BYTE_SWAP" : "");
  }

  private String entity() {
    return switch (point.readFunction()) {
      case 1 -> "Coil";
      case 2 -> "DiscreteInput";
      case 4 -> "InputRegister";
      default -> "HoldingRegister";
    };
  }

  private String writeFunction() {
    return switch (point.writeFunction()) {
      case 5 -> "writeSingleCoil";
      case 15 -> "writeMultipleCoils";
      case 16 -> "writeMultipleHoldingRegisters";
      default -> "writeSingleHoldingRegister";
    };
  }

  private String type() {
    return switch (point.type()) {
      case U16 -> "xsd:unsignedShort";
      case S16 -> "xsd:short";
      case U32 -> "xsd:unsignedInt";
      case S32 -> "xsd:int";
      case U64 -> "xsd:unsignedLong";
      case S64 -> "xsd:long";
      case F32 -> "xsd:float";
      case F64 -> "xsd:double";
      case ASCII, UTF16 -> "xsd:string";
      case BIT -> "xsd:boolean";
    };
  }
}
