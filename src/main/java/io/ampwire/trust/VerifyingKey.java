package io.ampwire.trust;

import io.ampwire.map.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Public half of a signing key. */
public final class VerifyingKey {
  static final String ALGORITHM = "Ed25519";

  private final PublicKey key;

  VerifyingKey(PublicKey key) {
    this.key = key;
  }

  /**
   * @param text X.509, Base64
   * @throws IllegalArgumentException if the text is not an Ed25519 key
   */
  public static VerifyingKey of(String text) {
    try {
      return new VerifyingKey(
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(text))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key: " + e.getMessage(), e);
    }
  }

  /** X.509, Base64, as in the trust list. */
  public String text() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** Short name of the key: the beginning of its text's SHA-256. */
  public String id() {
    return Fingerprint.of(text()).substring(0, 16);
  }

  /** Whether this key made the record's signature and the record is unchanged. */
  public boolean sealed(Evidence record) {
    return record.seal().isPresent()
        && verifies(CanonicalText.of(record), record.seal().get().value());
  }

  boolean verifies(String text, String seal) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(seal));
    } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
      return false;
    }
  }
}
