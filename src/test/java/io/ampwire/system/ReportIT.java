package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page that an installer prints and files. */
class ReportIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String HOSTILE = "<script>alert(1)</script> \"' & %s";

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void aReportIsOneSheetOfPaperAndTakesNothingForMarkup() throws Exception {
    String chromium = Programs.require("chromium");
    String pdfinfo = Programs.require("pdfinfo");
    ThirdPartyServer server = rig.keep(new J2modServer(new Words(false)));
    BridgeProcess command = rig.bridge();
    Path report = command.folder().resolve("report.html");
    Path pdf = command.folder().resolve("report.pdf");
    command.start(
        "verify",
        "--host",
        "127.0.0.1",
        "--port",
        "" + server.port(),
        "--map",
        "schneider-evlink-pro-ac",
        "--kind",
        "transport",
        "--peer",
        HOSTILE,
        "--report",
        report.toString());
    assertThat(command.exitCode(SOON)).as(command.log()).isZero();

    assertThat(Files.readString(report))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>", "http://", "https://");
    said(
        List.of(
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--print-to-pdf=" + pdf,
            report.toUri().toString()));
    assertThat(said(List.of(pdfinfo, pdf.toString())))
        .anyMatch(line -> line.matches("Pages: +1"))
        .anyMatch(line -> line.contains("A4"));
  }

  private static List<String> said(List<String> program) {
    List<String> printed = Collections.synchronizedList(new ArrayList<>());
    try (Child child = new Child(Path.of("."), program, printed::add)) {
      assertThat(child.exitCode(SOON)).as("%s: %s", program.get(0), printed).isZero();
    }
    return printed;
  }
}
