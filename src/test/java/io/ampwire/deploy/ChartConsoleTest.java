package io.ampwire.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may use the console of a release. */
class ChartConsoleTest {
  @Test
  void tokensAreFilesOfASecretAndNeedNoRestartToChange() {
    List<Manifest> rendered = Chart.render("operators");

    assertThat(Chart.environment(rendered))
        .containsEntry("AMPWIRE_HTTP_TOKEN_FILE", "/etc/ampwire/http/readers")
        .containsEntry("AMPWIRE_HTTP_OPERATOR_TOKEN_FILE", "/etc/ampwire/http/operators")
        .containsEntry("AMPWIRE_CONSOLE_CONTROL", "true")
        .containsEntry("AMPWIRE_HTTP_ALLOW_ANONYMOUS", "false");
    assertThat(
            Manifest.one(rendered, "Deployment")
                .list("spec.template.spec.containers.0.volumeMounts"))
        .anyMatch(
            mount ->
                "/etc/ampwire/http".equals(mount.at("mountPath")) && mount.at("subPath") == null);
    assertThat(Manifest.one(rendered, "Deployment").list("spec.template.spec.volumes"))
        .anyMatch(volume -> "depot-http".equals(volume.at("secret.secretName")));
  }

  @Test
  void nobodyCommandsOverHttpWithoutATokenOfAnOperator() {
    assertThatThrownBy(() -> Chart.render("operators", "http.tokens.operators=false"))
        .hasMessageContaining("http.control: only who shows a token may command");
  }
}
