package io.ampwire.sparkplug;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A payload as Google's own library decodes it, by the field numbers and types of the
 * specification's sparkplug_b.proto. It shares no code with the encoder under test.
 */
final class DecodedPayload {
  private static final Descriptor PAYLOAD = schema();
  private final DynamicMessage message;

  /** One metric of a payload; a field that is not on the wire is empty. */
  record DecodedMetric(DynamicMessage message) {
    Optional<Object> field(String name) {
      return DecodedPayload.field(message, name);
    }

    String name() {
      return (String) field("name").orElseThrow();
    }

    /** The only value field on the wire, with its name. */
    Map<String, Object> values() {
      Map<String, Object> present = new LinkedHashMap<>();
      message
          .getAllFields()
          .forEach(
              (field, value) -> {
                if (field.getName().endsWith("_value")) {
                  present.put(field.getName(), value);
                }
              });
      return present;
    }

    Object value() {
      return values().values().iterator().next();
    }

    boolean isNull() {
      return field("is_null").map(Boolean.class::cast).orElse(false);
    }

    boolean historical() {
      return field("is_historical").map(Boolean.class::cast).orElse(false);
    }

    long timestamp() {
      return (long) field("timestamp").orElseThrow();
    }

    /** Properties: the values by key, each with its type and its field. */
    Map<String, DynamicMessage> properties() {
      Map<String, DynamicMessage> all = new LinkedHashMap<>();
      field("properties")
          .map(DynamicMessage.class::cast)
          .ifPresent(
              set -> {
                List<?> keys = repeated(set, "keys");
                List<?> values = repeated(set, "values");
                for (int i = 0; i < keys.size(); i++) {
                  all.put((String) keys.get(i), (DynamicMessage) values.get(i));
                }
              });
      return all;
    }

    Object property(String key) {
      DynamicMessage property = properties().get(key);
      return DecodedPayload.field(property, "int_value")
          .or(() -> DecodedPayload.field(property, "string_value"))
          .orElseThrow();
    }
  }

  DecodedPayload(byte[] bytes) {
    try {
      message = DynamicMessage.parseFrom(PAYLOAD, bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("not a Sparkplug payload", e);
    }
  }

  /** A payload of a host application, built by the same library. */
  static Builder command() {
    return new Builder();
  }

  /** Builder of a host's payload. */
  static final class Builder {
    private final DynamicMessage.Builder payload = DynamicMessage.newBuilder(PAYLOAD);

    Builder at(long timestamp) {
      payload.setField(PAYLOAD.findFieldByName("timestamp"), timestamp);
      return this;
    }

    /** Adds a metric with these fields. */
    Builder metric(Map<String, Object> fields) {
      Descriptor type = PAYLOAD.findFieldByName("metrics").getMessageType();
      DynamicMessage.Builder metric = DynamicMessage.newBuilder(type);
      fields.forEach((name, value) -> metric.setField(type.findFieldByName(name), value));
      payload.addRepeatedField(PAYLOAD.findFieldByName("metrics"), metric.build());
      return this;
    }

    byte[] bytes() {
      return payload.build().toByteArray();
    }
  }

  Optional<Object> field(String name) {
    return field(message, name);
  }

  long timestamp() {
    return (long) field("timestamp").orElseThrow();
  }

  int seq() {
    return Math.toIntExact((long) field("seq").orElseThrow());
  }

  List<DecodedMetric> metrics() {
    return repeated(message, "metrics").stream()
        .map(metric -> new DecodedMetric((DynamicMessage) metric))
        .toList();
  }

  DecodedMetric metric(String name) {
    return metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name));
  }

  private static Optional<Object> field(DynamicMessage message, String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return message.hasField(field) ? Optional.of(message.getField(field)) : Optional.empty();
  }

  private static List<?> repeated(DynamicMessage message, String name) {
    return (List<?>) message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  private static Descriptor schema() {
    DescriptorProto propertyValue =
        message("PropertyValue")
            .addField(one("type", 1, Type.TYPE_UINT32))
            .addField(one("is_null", 2, Type.TYPE_BOOL))
            .addField(one("int_value", 3, Type.TYPE_UINT32))
            .addField(one("long_value", 4, Type.TYPE_UINT64))
            .addField(one("float_value", 5, Type.TYPE_FLOAT))
            .addField(one("double_value", 6, Type.TYPE_DOUBLE))
            .addField(one("boolean_value", 7, Type.TYPE_BOOL))
            .addField(one("string_value", 8, Type.TYPE_STRING))
            .build();
    DescriptorProto propertySet =
        message("PropertySet")
            .addField(one("keys", 1, Type.TYPE_STRING).setLabel(Label.LABEL_REPEATED))
            .addField(
                one("values", 2, Type.TYPE_MESSAGE)
                    .setTypeName("PropertyValue")
                    .setLabel(Label.LABEL_REPEATED))
            .build();
    DescriptorProto metric =
        message("Metric")
            .addField(one("name", 1, Type.TYPE_STRING))
            .addField(one("alias", 2, Type.TYPE_UINT64))
            .addField(one("timestamp", 3, Type.TYPE_UINT64))
            .addField(one("datatype", 4, Type.TYPE_UINT32))
            .addField(one("is_historical", 5, Type.TYPE_BOOL))
            .addField(one("is_transient", 6, Type.TYPE_BOOL))
            .addField(one("is_null", 7, Type.TYPE_BOOL))
            .addField(one("properties", 9, Type.TYPE_MESSAGE).setTypeName("PropertySet"))
            .addField(one("int_value", 10, Type.TYPE_UINT32))
            .addField(one("long_value", 11, Type.TYPE_UINT64))
            .addField(one("float_value", 12, Type.TYPE_FLOAT))
            .addField(one("double_value", 13, Type.TYPE_DOUBLE))
            .addField(one("boolean_value", 14, Type.TYPE_BOOL))
            .addField(one("string_value", 15, Type.TYPE_STRING))
            .addField(one("bytes_value", 16, Type.TYPE_BYTES))
            .build();
    DescriptorProto payload =
        message("Payload")
            .addField(one("timestamp", 1, Type.TYPE_UINT64))
            .addField(
                one("metrics", 2, Type.TYPE_MESSAGE)
                    .setTypeName("Metric")
                    .setLabel(Label.LABEL_REPEATED))
            .addField(one("seq", 3, Type.TYPE_UINT64))
            .addField(one("uuid", 4, Type.TYPE_STRING))
            .addField(one("body", 5, Type.TYPE_BYTES))
            .build();
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("sparkplug_b.proto")
            .setSyntax("proto2")
            .addMessageType(propertyValue)
            .addMessageType(propertySet)
            .addMessageType(metric)
            .addMessageType(payload)
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Payload");
    } catch (DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }

  private static DescriptorProto.Builder message(String name) {
    return DescriptorProto.newBuilder().setName(name);
  }

  private static FieldDescriptorProto.Builder one(String name, int number, Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(Label.LABEL_OPTIONAL);
  }

  @Override
  public String toString() {
    return message.toString();
  }
}
