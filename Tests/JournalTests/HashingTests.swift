internal import Testing

@testable internal import Journal

@Suite struct HashingTests {
  /// Digests of FIPS 180-4 and its examples, and of a text longer than a block.
  @Test(arguments: [
    ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="
    ),
  ])
  func digestsAreThoseOfTheStandard(text: String, digest: String) {
    #expect(SHA256.base64(of: text) == digest)
    var parts = SHA256()
    for byte in text.utf8 { parts.update([byte]) }
    #expect(parts.digest() == SHA256.digest(of: text))
    #expect(Digest(hex: parts.digest().hex) == parts.digest())
  }

  /// The second test of RFC 8032, section 7.1.
  @Test func signaturesAreThoseOfTheStandard() throws {
    let seed = try #require(Hex.bytes(of: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
    let key = try #require(SigningKey(seed: seed))
    #expect(key.publicKey.description == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    let signature = key.sign([0x72])
    #expect(
      Hex.text(of: signature) == """
        92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
        085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
        """)
    #expect(key.publicKey.verifies(signature, of: [0x72]) && !key.publicKey.verifies(signature, of: [0x73]))
    #expect(!key.publicKey.verifies([], of: [0x72]))
  }

  @Test(arguments: ["0", "0g", "é0"]) func whatIsNotHexadecimalIsRefused(text: String) {
    #expect(Hex.bytes(of: text) == nil)
  }
}
