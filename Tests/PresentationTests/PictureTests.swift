internal import Testing

@testable internal import Presentation

@Suite struct PictureTests {
  @Test func aPictureIsPNGWithItsColoursAndOneThatIsNothing() {
    let picture = IndexedPicture(
      width: 3, height: 2, palette: [.init(0x0102FF), .init(0xFF0000)], pixels: [0, 1, 2, 0, 1, 2])
    let file = picture.png
    #expect(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(file[16..<29].elementsEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0]))
    let text = String(decoding: file, as: Unicode.ASCII.self)
    #expect(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].allSatisfy(text.contains))
    #expect(file.firstRange(of: [0, 0, 0, 1, 2, 0xFF, 0xFF, 0, 0]) != nil)
    #expect(picture.png == file)
  }

  @Test func squaresOfAGridFillTheirGroundAndNoMore() throws {
    let document = CoverageDocument.sample()
    let frame = try #require(MapFrame(around: document.cells.map(\.place)))
    let places = document.cells.map(\.place)
    let raster = CellRaster(frame, places: places, side: 1000) { $0 < 10 }
    let shown = Set(raster.cells.filter { $0 >= 0 })
    #expect(shown == Set(0..<10))
    let pixel = frame.metresPerUnit * Double(MapFrame.width) / Double(raster.width)
    let area = Double(raster.cells.count { $0 == 0 }) * pixel * pixel
    #expect(area > 0.8e6 && area < 1.5e6)
  }
}
