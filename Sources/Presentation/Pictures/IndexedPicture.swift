internal import CZlib
internal import FoundationEssentials

/// A picture of a few colours, one byte a pixel, row by row from the upper left; colour 0 is nothing at all.
struct IndexedPicture: Sendable {
  /// A colour.
  struct Colour: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    /// A colour written `#rrggbb` in six digits of a number.
    init(_ number: UInt32) {
      red = UInt8(truncatingIfNeeded: number >> 16)
      green = UInt8(truncatingIfNeeded: number >> 8)
      blue = UInt8(truncatingIfNeeded: number)
    }
  }

  let width: Int
  let height: Int
  /// The colours from 1 on; at most 255.
  let palette: [Colour]
  /// The number of a colour for every pixel, 0 for none.
  let pixels: [UInt8]

  /// The picture as PNG (ISO/IEC 15948): palette, one transparent entry, each row told by its difference from that above.
  ///
  /// Squares of a grid are several rows high, and the same row again is nothing but zeros.
  var png: [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity((width + 1) * height)
    for row in 0..<height {
      rows.append(row == 0 ? 0 : 2)
      let start = row * width
      for place in start..<start + width {
        rows.append(row == 0 ? pixels[place] : pixels[place] &- pixels[place - width])
      }
    }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let head = IndexedPicture.bigEndian(width) + IndexedPicture.bigEndian(height) + [8, 3, 0, 0, 0]
    file += IndexedPicture.chunk("IHDR", head)
    file += IndexedPicture.chunk("PLTE", [0, 0, 0] + palette.prefix(255).flatMap { [$0.red, $0.green, $0.blue] })
    file += IndexedPicture.chunk("tRNS", [0])
    file += IndexedPicture.chunk("IDAT", Deflate.packed(rows))
    return file + IndexedPicture.chunk("IEND", [])
  }

  /// The picture as an address that holds it.
  var address: String { "data:image/png;base64," + Data(png).base64EncodedString() }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + content
    return bigEndian(content.count) + named + bigEndian(Int(crc32(0, named, UInt32(named.count))))
  }
}
