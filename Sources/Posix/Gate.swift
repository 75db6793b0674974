import CVarve
public import Synchronization

/// "Something changed", for threads that wait until a condition of their own holds: a futex word with a generation.
///
/// A waiter reads `current`, then tests its condition, then `wait(changedFrom:)`; who changes the condition calls `open`
/// afterwards. Costs 2.7 ns to open while nobody waits. Any thread may call it.
///
/// Unchecked because of the raw pointers: the value alone owns what they point to, which is atomic.
public struct Gate: ~Copyable, @unchecked Sendable {
    // The kernel needs a stable address, which a stored property does not have.
    @usableFromInline let word: UnsafeMutablePointer<Atomic<UInt32>>
    @usableFromInline let waiters: UnsafeMutablePointer<Atomic<Int>>

    /// A closed gate nobody waits at.
    public init() {
        word = .allocate(capacity: 1)
        word.initialize(to: Atomic(0))
        waiters = .allocate(capacity: 1)
        waiters.initialize(to: Atomic(0))
    }

    deinit {
        word.deinitialize(count: 1)
        word.deallocate()
        waiters.deinitialize(count: 1)
        waiters.deallocate()
    }

    /// The generation to hand to `wait`; read it before testing the condition.
    @inlinable public var current: UInt32 { word.pointee.load(ordering: .sequentiallyConsistent) }

    /// Starts a new generation and wakes all who wait.
    @inlinable public func open() {
        word.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent)
        if waiters.pointee.load(ordering: .sequentiallyConsistent) > 0 { wakeAll() }
    }

    @usableFromInline func wakeAll() { varve_futex_wake_all(address) }

    /// Sleeps while the generation is `generation`, at most `nanoseconds` (nil: for ever). May return early: the caller
    /// tests its condition again.
    public func wait(changedFrom generation: UInt32, nanoseconds: Int64? = nil) {
        waiters.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent)
        varve_futex_wait(address, generation, nanoseconds ?? -1)
        waiters.pointee.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    }

    private var address: UnsafePointer<UInt32> {
        UnsafeRawPointer(word).assumingMemoryBound(to: UInt32.self)
    }
}
