import ClientCore
import Glibc
import World

/// How far long work is, once a second on standard error, and only where that is a terminal.
struct Progress {
    private let unit: String
    private let isShown = isatty(STDERR_FILENO) == 1
    private let begin = PlainClient.now
    private var shownAt = PlainClient.now
    private var wasShown = false
    private var count = 0
    private var bytes = 0
    private var sinceLook = 0

    /// Work that is counted in `unit`, such as "records".
    init(_ unit: String) { self.unit = unit }

    /// Notes that more is done.
    mutating func add(_ more: Int, bytes moreBytes: Int) {
        count += more
        bytes += moreBytes
        sinceLook += more
        guard isShown, sinceLook >= 256 else { return }
        sinceLook = 0
        let now = PlainClient.now
        guard now.milliseconds(since: shownAt) >= 1000 else { return }
        shownAt = now
        wasShown = true
        show(now, end: "")
    }

    /// Writes the last figures, if any were written before.
    mutating func finish() {
        if wasShown { show(PlainClient.now, end: "\n") }
    }

    private func show(_ now: Instant, end: String) {
        let seconds = max(Double(now.milliseconds(since: begin)) / 1000, 0.001)
        let rate = Value.human(bytes: Int64(Double(bytes) / seconds))
        let line = "\r\u{1b}[K\(count) \(unit), \(Int(Double(count) / seconds)) a second, \(rate)/s\(end)"
        _ = Array(line.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
