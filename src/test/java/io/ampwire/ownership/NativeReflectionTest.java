package io.ampwire.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseList;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a native executable has to know by name for {@code ampwire.ownership.mode=kubernetes}: the
 * client and its HTTP factory, and every type that Jackson reads, writes or instantiates for
 * leases, with the builders that edit them.
 */
class NativeReflectionTest {
  private static final String FILE =
      "/META-INF/native-image/io.ampwire/ampwire/reflect-config.json";
  private static final String CLIENT = "io.fabric8.";

  /** What the client loads by its name, which no type reveals; read in fabric8's sources. */
  private static final List<String> BY_NAME =
      List.of(
          "io.fabric8.kubernetes.client.impl.KubernetesClientImpl",
          "io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory");

  private static final List<Class<?>> ROOTS =
      List.of(
          Lease.class,
          LeaseList.class,
          Status.class,
          Config.class,
          io.fabric8.kubernetes.api.model.Config.class);

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void everyTypeThatIsReachedByReflectionIsRegistered() throws IOException {
    assertThat(registered()).as(FILE).containsAll(needed());
  }

  @Test
  void everyRegisteredTypeExistsAndIsOpenToReflection() throws IOException {
    for (JsonNode entry : entries()) {
      String name = entry.get("name").asText();
      assertThat(exists(name)).as(name).isTrue();
      assertThat(entry.get("allDeclaredConstructors").asBoolean()).as(name).isTrue();
      assertThat(entry.get("allPublicMethods").asBoolean()).as(name).isTrue();
      assertThat(entry.get("allDeclaredFields").asBoolean()).as(name).isTrue();
    }
  }

  private Set<String> registered() throws IOException {
    Set<String> names = new TreeSet<>();
    entries().forEach(entry -> names.add(entry.get("name").asText()));
    return names;
  }

  private JsonNode entries() throws IOException {
    try (InputStream file = NativeReflectionTest.class.getResourceAsStream(FILE)) {
      return mapper.readTree(file);
    }
  }

  private Set<String> needed() {
    Set<Class<?>> found = new HashSet<>();
    ROOTS.forEach(root -> collect(root, found));
    Set<String> names = new TreeSet<>(BY_NAME);
    for (Class<?> type : found) {
      Stream.of("", "Builder", "Fluent")
          .map(type.getName()::concat)
          .filter(NativeReflectionTest::exists)
          .forEach(names::add);
    }
    return names;
  }

  private void collect(Class<?> type, Set<Class<?>> found) {
    if (type == null || !type.getName().startsWith(CLIENT) || !found.add(type)) {
      return;
    }
    collect(type.getSuperclass(), found);
    Arrays.stream(type.getInterfaces()).forEach(parent -> collect(parent, found));
    handlers(type.getAnnotations()).forEach(handler -> collect(handler, found));
    JavaType java = mapper.constructType(type);
    Stream.of(
            mapper.getSerializationConfig().introspect(java).findProperties(),
            mapper.getDeserializationConfig().introspect(java).findProperties())
        .flatMap(List::stream)
        .forEach(property -> collect(property, found));
  }

  private void collect(BeanPropertyDefinition property, Set<Class<?>> found) {
    types(property.getPrimaryType()).forEach(type -> collect(type, found));
    Stream.of(property.getField(), property.getGetter(), property.getSetter())
        .flatMap(member -> Optional.<AnnotatedMember>ofNullable(member).stream())
        .map(Annotated::getAnnotated)
        .flatMap(element -> handlers(element.getAnnotations()))
        .forEach(handler -> collect(handler, found));
  }

  private static Stream<Class<?>> types(JavaType type) {
    return type == null
        ? Stream.empty()
        : Stream.concat(
            Stream.of(type.getRawClass()),
            Stream.of(type.getContentType(), type.getKeyType())
                .flatMap(NativeReflectionTest::types));
  }

  /** The classes that Jackson's annotations name: readers, writers, converters, builders. */
  private static Stream<Class<?>> handlers(Annotation... annotations) {
    return Arrays.stream(annotations)
        .filter(
            annotation ->
                annotation.annotationType() == JsonSerialize.class
                    || annotation.annotationType() == JsonDeserialize.class)
        .flatMap(
            annotation ->
                Arrays.stream(annotation.annotationType().getDeclaredMethods())
                    .map(method -> value(method, annotation)))
        .filter(Class.class::isInstance)
        .map(Class.class::cast);
  }

  private static Object value(Method method, Annotation annotation) {
    try {
      return method.invoke(annotation);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean exists(String name) {
    try {
      Class.forName(name, false, NativeReflectionTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
