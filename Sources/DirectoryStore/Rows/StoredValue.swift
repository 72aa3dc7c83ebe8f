internal import DirectoryModel
internal import FoundationEssentials
internal import GRDBSQLite
internal import Geodesy

/// What can be read from a column of a row.
///
/// Each type takes the one storage class that it is written as, and values that it can hold: nothing is converted, since
/// what is of another kind was not written by this program.
protocol StoredValue {
  /// The value of a column of the row that a statement stands on; `nil` when it is none of this type.
  static func stored(in handle: OpaquePointer, at column: CInt) -> Self?
}

extension String: StoredValue {
  static func stored(in handle: OpaquePointer, at column: CInt) -> String? {
    guard sqlite3_column_type(handle, column) == SQLITE_TEXT, let start = sqlite3_column_text(handle, column) else {
      return nil
    }
    // Safe: SQLite keeps the bytes until the statement goes on, and they are copied here.
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    return String(validating: bytes, as: UTF8.self)
  }
}

extension Int64: StoredValue {
  static func stored(in handle: OpaquePointer, at column: CInt) -> Int64? {
    sqlite3_column_type(handle, column) == SQLITE_INTEGER ? sqlite3_column_int64(handle, column) : nil
  }
}

extension Int: StoredValue {
  static func stored(in handle: OpaquePointer, at column: CInt) -> Int? {
    Int64.stored(in: handle, at: column).flatMap { Int(exactly: $0) }
  }
}

extension Bool: StoredValue {
  static func stored(in handle: OpaquePointer, at column: CInt) -> Bool? {
    switch Int64.stored(in: handle, at: column) {
    case 0: false
    case 1: true
    default: nil
    }
  }
}

extension Double: StoredValue {
  static func stored(in handle: OpaquePointer, at column: CInt) -> Double? {
    guard sqlite3_column_type(handle, column) == SQLITE_FLOAT else { return nil }
    let value = sqlite3_column_double(handle, column)
    return value.isFinite ? value : nil
  }
}

/// Moments are kept as seconds since 1970.
extension Date: StoredValue {
  static func stored(in handle: OpaquePointer, at column: CInt) -> Date? {
    Double.stored(in: handle, at: column).map { Date(timeIntervalSince1970: $0) }
  }
}

extension Optional: StoredValue where Wrapped: StoredValue {
  static func stored(in handle: OpaquePointer, at column: CInt) -> Wrapped?? {
    if sqlite3_column_type(handle, column) == SQLITE_NULL { return .some(nil) }
    return Wrapped.stored(in: handle, at: column).map { .some($0) }
  }
}

// MARK: Words and identifiers

extension StoredValue where Self: RawRepresentable, RawValue == String {
  static func stored(in handle: OpaquePointer, at column: CInt) -> Self? {
    String.stored(in: handle, at: column).flatMap { Self(rawValue: $0) }
  }
}

extension Area.Level: StoredValue {}
extension AvailabilityStatus: StoredValue {}
extension Barrier.Kind: StoredValue {}
extension Crossing.Confidence: StoredValue {}
extension Crossing.Kind: StoredValue {}
extension Crossing.RoadUse: StoredValue {}
extension ImportEntry.Action: StoredValue {}
extension Mobility: StoredValue {}
extension Position.Quality: StoredValue {}
extension ReferencePlace.Kind: StoredValue {}
extension Service: StoredValue {}
extension Station.Staffing.Kind: StoredValue {}
extension Verification: StoredValue {}

// An identifier is read back whatever its text is: documents are checked when they are read.

extension StoredValue where Self: OpaqueIdentifier {
  static func stored(in handle: OpaquePointer, at column: CInt) -> Self? {
    String.stored(in: handle, at: column).map { Self($0) }
  }
}

extension BarrierID: StoredValue {}
extension ControlRoomID: StoredValue {}
extension CrossingID: StoredValue {}
extension OrganisationID: StoredValue {}
extension RegionCode: StoredValue {}
extension RegistryID: StoredValue {}
extension StationID: StoredValue {}
extension UnitID: StoredValue {}

extension CountryCode: StoredValue {
  static func stored(in handle: OpaquePointer, at column: CInt) -> CountryCode? {
    String.stored(in: handle, at: column).map { CountryCode(unchecked: $0) }
  }
}

// MARK: Blobs

/// The bytes of a column, handed to a closure while the statement stands on its row; `nil` where it is no blob.
func withBlob<Result>(
  in handle: OpaquePointer, at column: CInt, _ body: (UnsafeRawBufferPointer) -> Result?
) -> Result? {
  guard sqlite3_column_type(handle, column) == SQLITE_BLOB else { return nil }
  // An empty blob has no address.
  let start = sqlite3_column_blob(handle, column)
  return body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))))
}

/// Vertices as bytes: latitude and longitude in turn, each an IEEE 754 double with the least significant byte first.
extension BoundaryLine: StoredValue {
  static func stored(in handle: OpaquePointer, at column: CInt) -> BoundaryLine? {
    withBlob(in: handle, at: column) { bytes in
      guard bytes.count.isMultiple(of: 16) else { return nil }
      var vertices: [Coordinate] = []
      vertices.reserveCapacity(bytes.count / 16)
      for offset in stride(from: 0, to: bytes.count, by: 16) {
        // Safe: loads of 8 bytes within the 16 that begin at the offset.
        let latitude = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let longitude = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
        guard
          let vertex = Coordinate.valid(
            latitude: Double(bitPattern: latitude), longitude: Double(bitPattern: longitude))
        else { return nil }
        vertices.append(vertex)
      }
      return BoundaryLine(vertices: vertices)
    }
  }

  /// The vertices as they are stored.
  var storedVertices: Data {
    var data = Data(capacity: vertices.count * 16)
    for value in vertices.flatMap({ [$0.latitude, $0.longitude] }) {
      for shift in stride(from: 0, to: 64, by: 8) {
        data.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(shift)))
      }
    }
    return data
  }
}

/// Fingerprints, eight bytes each with the least significant first.
struct StoredFingerprints: StoredValue {
  var values: [UInt64]

  /// The fingerprints as they are stored.
  var data: Data { values.map(\.littleEndian).withUnsafeBytes { Data($0) } }

  static func stored(in handle: OpaquePointer, at column: CInt) -> StoredFingerprints? {
    withBlob(in: handle, at: column) { bytes in
      guard bytes.count.isMultiple(of: 8) else { return nil }
      // Safe: each load reads 8 bytes at an offset of at most count - 8.
      let values = stride(from: 0, to: bytes.count, by: 8).map {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
      }
      return StoredFingerprints(values: values)
    }
  }
}
