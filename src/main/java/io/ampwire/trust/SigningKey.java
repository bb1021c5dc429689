package io.ampwire.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Private Ed25519 key that signs evidence records. */
public final class SigningKey {
  private final PrivateKey secret;
  private final VerifyingKey open;

  private SigningKey(PrivateKey secret, VerifyingKey open) {
    this.secret = secret;
    this.open = open;
  }

  /** Creates a key, which is on no trust list yet. */
  public static SigningKey create() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM).generateKeyPair();
      return new SigningKey(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  /**
   * Creates a key from both of its halves.
   *
   * @param secret PKCS#8, Base64
   * @throws IllegalArgumentException if they are not an Ed25519 key or do not belong together
   */
  public static SigningKey of(String secret, VerifyingKey open) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(VerifyingKey.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(secret)));
      SigningKey signing = new SigningKey(key, open);
      if (!open.verifies("halves", signing.sign("halves"))) {
        throw new IllegalArgumentException("its public half belongs to another key");
      }
      return signing;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key: " + e.getMessage(), e);
    }
  }

  /** Private half, PKCS#8, Base64. */
  public String secret() {
    return Base64.getEncoder().encodeToString(secret.getEncoded());
  }

  public VerifyingKey open() {
    return open;
  }

  /** Signs the record with this key; an existing signature is replaced. */
  public Evidence seal(Evidence record) {
    return record.sealed(new Evidence.Seal(open.id(), sign(CanonicalText.of(record))));
  }

  /** Signs a text; the signature is Base64. A text must name its purpose in its first line. */
  public String sign(String text) {
    try {
      Signature signature = Signature.getInstance(VerifyingKey.ALGORITHM);
      signature.initSign(secret);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the signing key is no longer usable", e);
    }
  }
}
