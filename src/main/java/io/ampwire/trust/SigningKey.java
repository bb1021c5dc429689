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

  /** A new key, on no trust list yet. */
  public static SigningKey create() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM).generateKeyPair();
      return new SigningKey(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  /**
   * A key from both of its halves.
   *
   * @param secret PKCS#8, Base64
   * @throws IllegalArgumentException if they are not an Ed25519 key, or not halves of the same
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

  /** The private half, PKCS#8, Base64. */
  public String secret() {
    return Base64.getEncoder().encodeToString(secret.getEncoded());
  }

  public VerifyingKey open() {
    return open;
  }

  /** The record with this key's signature; one that was there is replaced. */
  public Evidence seal(Evidence record) {
    return record.sealed(new Evidence.Seal(open.id(), sign(CanonicalText.of(record))));
  }

  private String sign(String text) {
    try {
      Signature signature = Signature.getInstance(VerifyingKey.ALGORITHM);
      signature.initSign(secret);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was usable no longer is", e);
    }
  }
}
