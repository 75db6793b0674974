import CAllocations
import Glibc

/// Runs the loops that every record goes through, for figures and for the gate on instructions and allocations.
///
///     hot-loops                  measures every loop
///     hot-loops NAME COUNT       runs one loop COUNT times and prints the allocations of it
///     hot-loops --list           names the loops
@main struct HotLoops {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.count {
        case 0: measure()
        case 1 where words[0] == "--list": for loop in Loop.all { print(loop.name) }
        case 2:
            guard let loop = Loop.all.first(where: { $0.name == words[0] }), let count = Int(words[1]), count > 0 else {
                fail("no loop '\(words[0])' or no count '\(words[1])'")
            }
            let before = allocations_count()
            loop.run(count)
            print(allocations_count() - before)
        default: fail("usage: hot-loops [NAME COUNT | --list]")
        }
    }

    static func fail(_ message: String) -> Never {
        fputs("hot-loops: \(message)\n", stderr_())
        exit(2)
    }

    /// `stderr` itself is refused as shared mutable state.
    private static func stderr_() -> UnsafeMutablePointer<FILE>? { fdopen(2, "w") }

    /// Prints nanoseconds of CPU and allocations per operation; the least of five runs.
    static func measure() {
        print("| loop | ns | allocations |\n|---|---|---|")
        for loop in Loop.all {
            loop.run(loop.count / 10)
            var least = UInt64.max
            var allocations: UInt64 = 0
            for _ in 0..<5 {
                let before = allocations_count()
                let started = cpuNanoseconds()
                loop.run(loop.count)
                least = min(least, cpuNanoseconds() - started)
                allocations = allocations_count() - before
            }
            print("| \(loop.name) | \(rounded(least, loop.count)) | \(rounded(allocations, loop.count)) |")
        }
    }

    private static func rounded(_ total: UInt64, _ count: Int) -> Double {
        (Double(total) / Double(count) * 100).rounded() / 100
    }

    private static func cpuNanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// One loop: what it does `count` times, and how often a measurement does.
struct Loop {
    let name: String
    let count: Int
    let run: (Int) -> Void

    static var all: [Loop] { records + messages + log + clients }
}
