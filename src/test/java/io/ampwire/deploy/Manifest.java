package io.ampwire.deploy;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** One rendered object of Kubernetes, read by paths such as {@code spec.template.spec}. */
record Manifest(Map<String, Object> content) {

  static Manifest one(List<Manifest> manifests, String kind) {
    List<Manifest> found = all(manifests, kind);
    if (found.size() != 1) {
      throw new NoSuchElementException(found.size() + " of kind " + kind + " instead of one");
    }
    return found.get(0);
  }

  static List<Manifest> all(List<Manifest> manifests, String kind) {
    return manifests.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
  }

  String kind() {
    return (String) content.get("kind");
  }

  /** The value at the path; steps into lists are numbers. Null where there is none. */
  Object at(String path) {
    Object here = content;
    for (String step : path.split("\\.")) {
      if (here instanceof Map<?, ?> map) {
        here = map.get(step);
      } else if (here instanceof List<?> list && Integer.parseInt(step) < list.size()) {
        here = list.get(Integer.parseInt(step));
      } else {
        return null;
      }
    }
    return here;
  }

  /** The objects of the list at the path. */
  @SuppressWarnings("unchecked")
  List<Manifest> list(String path) {
    Object found = at(path);
    return found == null
        ? List.of()
        : ((List<Map<String, Object>>) found).stream().map(Manifest::new).toList();
  }
}
