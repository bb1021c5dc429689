package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapLibraryTest {
  @TempDir Path folder;

  @Test
  void maps_of_a_folder_join_the_shipped_ones() throws IOException {
    write("own.yaml", Files.resource("maps/everything.yaml"));
    write("notes.txt", "not a map");
    MapLibrary library = ((MapLibrary.Loaded) MapLibrary.load(Optional.of(folder))).library();
    assertThat(library.maps()).containsKeys(Files.SHIPPED, "everything");
    assertThat(library.texts().get("everything")).startsWith("# No real device");
  }

  @Test
  void faults_of_all_files_are_told_and_nothing_is_loaded() throws IOException {
    write("a.yaml", "id: [");
    write("b.yml", Files.resource("maps/everything.yaml").replaceFirst("unit: W", "unti: W"));
    write("c.yaml", Files.library().texts().get(Files.SHIPPED));
    Problems problems = (Problems) MapLibrary.load(Optional.of(folder));
    assertThat(problems.problems())
        .extracting(Problem::key)
        .containsExactly("", "points.4.unti", "id");
  }

  @Test
  void a_folder_that_is_not_there_is_a_problem() {
    assertThat(MapLibrary.load(Optional.of(folder.resolve("gone")))).isInstanceOf(Problems.class);
  }

  @Test
  void each_shipped_map_is_in_a_file_of_its_id() {
    MapLibrary library = Files.library();
    assertThat(library.maps()).hasSizeGreaterThan(30);
    library.maps().forEach((id, map) -> assertThat(map.id()).isEqualTo(id));
    library.texts().forEach((id, text) -> assertThat(text).contains("id: " + id + "\n"));
  }

  @Test
  void an_id_that_no_map_has_is_not_found() {
    assertThat(Files.library().maps().get("../index")).isNull();
    assertThat(Files.library().texts().get("../index")).isNull();
  }

  private void write(String name, String text) throws IOException {
    java.nio.file.Files.writeString(folder.resolve(name), text);
  }
}
