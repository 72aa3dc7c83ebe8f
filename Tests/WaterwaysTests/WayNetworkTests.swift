import Testing

@testable import Waterways
