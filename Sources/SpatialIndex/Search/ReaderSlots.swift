internal import Synchronization

/// Who reads, so that the writer knows when nobody can hold a block that has been replaced.
///
/// After K. Fraser, "Practical lock-freedom", University of Cambridge, 2004, section 5.2.3 (epochs). A reader stores the
/// epoch in its slot before it loads a reference, and `idle` when it is done. The writer takes a block out of the tree,
/// then advances the epoch, and uses the block again once every slot is idle or has a later epoch. A fence on either side,
/// between the reader's store and its first load and between the writer's taking out and its look at the slots, sees to it
/// that either the writer sees the slot or the reader does not see the block.
final class ReaderSlots: Sendable {
  static let idle = UInt64.max
  private static let stride = 64

  /// A slot, alone in its cache line so that readers do not disturb each other.
  struct Slot: @unchecked Sendable {
    let memory: UnsafeMutableRawPointer

    @inline(__always) var word: UnsafeMutablePointer<Atomic<UInt64>> { Block.word64(memory) }
  }

  private struct Slots {
    var all: [Slot] = []
    var free: [Slot] = []
  }

  private let slots = Mutex(Slots())
  let epoch = Atomic<UInt64>(0)

  deinit { slots.withLock { for slot in $0.all { slot.memory.deallocate() } } }

  func take() -> Slot {
    slots.withLock { slots in
      if let slot = slots.free.popLast() { return slot }
      let slot = Slot(memory: .allocate(byteCount: Self.stride, alignment: Self.stride))
      slot.word.initialize(to: Atomic(Self.idle))
      slots.all.append(slot)
      return slot
    }
  }

  func giveBack(_ slot: Slot) { slots.withLock { $0.free.append(slot) } }

  /// The first epoch that some reader may still be in; what was taken out before can be used again.
  func oldest() -> UInt64 {
    atomicMemoryFence(ordering: .sequentiallyConsistent)
    return slots.withLock { slots in
      slots.all.reduce(Self.idle) { min($0, $1.word.pointee.load(ordering: .acquiring)) }
    }
  }
}
