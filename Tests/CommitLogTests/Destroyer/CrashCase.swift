import FoundationEssentials
import SimulatedWorld

/// One way in which a scripted day can end before one of the disk's changes.
struct CrashCase {
    /// How many seeds of a machine's death are tried; nil for the short form.
    static let seeds = ProcessInfo.processInfo.environment["VARVE_DESTROYER"].flatMap { UInt64($0) }
    static var isLong: Bool { seeds != nil }

    var operation: Int
    var crash: Crash
    var seed: UInt64
    var image: DiskImage

    /// Every way in which a day can end before change `operation`.
    ///
    /// - Parameters:
    ///   - images: the disk before each change.
    ///   - trace: the changes.
    static func all(at operation: Int, _ images: [DiskImage], _ trace: [DiskOperation]) -> [CrashCase] {
        var cases = [CrashCase(operation: operation, crash: .process, seed: 0, image: images[operation])]
        if operation + 1 < images.count, operation < trace.count, trace[operation].kind == .write {
            var generator = SeededGenerator(seed: UInt64(operation))
            let write = trace[operation]
            let part = images[operation].applying(generator.below(write.count), of: write, from: images[operation + 1])
            cases.append(CrashCase(operation: operation, crash: .process, seed: 1, image: part))
        }
        for seed in 0..<(seeds ?? 1) {
            cases.append(CrashCase(operation: operation, crash: .machine, seed: seed, image: images[operation]))
        }
        return cases
    }

    /// The disk as the next start finds it.
    func disk() -> SimulatedDisk {
        let disk = SimulatedDisk(image, seed: seed &* 7919 &+ UInt64(operation))
        disk.restart(crash)
        return disk
    }

    /// What to call it when it fails.
    func label(_ trace: [DiskOperation]) -> String {
        let next = operation < trace.count ? trace[operation].description : "the end"
        return "\(crash) seed \(seed) before \(operation), \(next): "
    }
}
