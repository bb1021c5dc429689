import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/**
 * ActiveMQ Artemis with MQTT on loopback, run as a source file: {@code java -cp 'target/lib/*'
 * ArtemisServer.java PORT FOLDER PERSISTENT}. While the folder has a file {@code denied}, the user
 * named in it may not publish; such a publish of MQTT 3.1.1 is acknowledged and dropped.
 */
public final class ArtemisServer {
  private ArtemisServer() {}

  /** Allows everything but what the file {@code denied} names. */
  private record AccessList(Path denied) implements ActiveMQSecurityManager {
    @Override
    public boolean validateUser(String user, String password) {
      return true;
    }

    @Override
    public boolean validateUserAndRole(
        String user, String password, Set<Role> roles, CheckType checkType) {
      try {
        return checkType != CheckType.SEND
            || !Files.exists(denied)
            || !Files.readString(denied).equals(user);
      } catch (java.io.IOException removed) {
        return true;
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration.setPersistenceEnabled(Boolean.parseBoolean(arguments[2]));
    configuration.setJournalDirectory(folder.resolve("journal").toString());
    configuration.setBindingsDirectory(folder.resolve("bindings").toString());
    configuration.setLargeMessagesDirectory(folder.resolve("large").toString());
    configuration.setPagingDirectory(folder.resolve("paging").toString());
    configuration.setMaxDiskUsage(-1);
    configuration.setSecurityEnabled(true);
    configuration.setAuthorizationCacheSize(0);
    configuration.setAuthenticationCacheSize(0);
    configuration.addAddressSetting("#", new AddressSettings());
    configuration.addAcceptorConfiguration(
        "mqtt",
        "tcp://127.0.0.1:"
            + port
            + "?protocols=MQTT;closeMqttConnectionOnPublishAuthorizationFailure=false");
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    broker.setConfiguration(configuration);
    broker.setSecurityManager(new AccessList(folder.resolve("denied")));
    broker.start();
    System.out.println(
        "ActiveMQ Artemis " + broker.getActiveMQServer().getVersion().getFullVersion());
  }
}
