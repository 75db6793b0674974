/// Where to begin and end reading partitions (`-o`).
struct OffsetRange: Equatable {
    enum Position: Equatable {
        case start
        case end
        /// The group's committed offset.
        case stored
        case offset(Int64)
        /// So many after the start of the log.
        case afterStart(Int64)
        /// So many before its end.
        case beforeEnd(Int64)
        /// The first record at or after a time, in milliseconds.
        case time(Int64)
    }

    var from: Position
    /// Exclusive; nil to go on for ever.
    var to: Position?

    /// Reads "start", "end", "stored", "N", "N:", ":N", "N:M", "N+50", "+50", "-50", "@TIME", "@T1:T2"; in a range of
    /// times the second may be a span ("@2026-11-01:1d").
    init?(_ text: String, now: Int64) {
        if text.hasPrefix("@") {
            self.init(times: String(text.dropFirst()), now: now)
            return
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2 {
            guard let from = parts[0].isEmpty ? .start : Position(parts[0]) else { return nil }
            guard !parts[1].isEmpty else {
                if parts[0].isEmpty { return nil }
                self.init(from: from)
                return
            }
            guard let to = Position(parts[1]), to != .stored else { return nil }
            if case (.offset(let first), .offset(let last)) = (from, to), last < first { return nil }
            self.init(from: from, to: to)
        } else if let plus = text.lastIndex(of: "+"), plus != text.startIndex {
            guard let first = OffsetRange.number(text[..<plus]),
                let count = OffsetRange.number(text[plus...].dropFirst()),
                !first.addingReportingOverflow(count).overflow
            else { return nil }
            self.init(from: .offset(first), to: .offset(first + count))
        } else {
            guard let from = Position(text) else { return nil }
            self.init(from: from)
        }
    }

    private init(from: Position, to: Position? = nil) {
        self.from = from
        self.to = to
    }

    /// Times hold colons themselves ("10:30:00"), so every colon is tried, and the longest first part that is a time
    /// wins.
    private init?(times text: String, now: Int64) {
        if let only = TimeText.point(text, now: now) {
            self.init(from: .time(only))
            return
        }
        for colon in text.indices.reversed() where text[colon] == ":" {
            let second = String(text[text.index(after: colon)...])
            guard let from = TimeText.point(String(text[..<colon]), now: now) else { continue }
            if second.isEmpty || second == "end" {
                self.init(from: .time(from), to: second.isEmpty ? nil : .end)
                return
            }
            if let span = TimeText.span(second) {
                self.init(from: .time(from), to: .time(from + span))
                return
            }
            if let to = TimeText.point(second, now: now), to >= from {
                self.init(from: .time(from), to: .time(to))
                return
            }
        }
        return nil
    }

    fileprivate static func number(_ text: some StringProtocol) -> Int64? {
        guard !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int64(text)
    }

    /// What the help of commands that take `-o` says.
    static let help =
        "Offsets: start end stored N N: :N N:M N+50 +50 -50 @TIME @T1:T2; times as 2013-01-01, 2013-01-01T10:00, -1h, ms"
}

extension OffsetRange.Position {
    fileprivate init?(_ text: String) {
        switch text {
        case "start": self = .start
        case "end": self = .end
        case "stored": self = .stored
        case _ where text.hasPrefix("+"):
            guard let count = OffsetRange.number(text.dropFirst()) else { return nil }
            self = .afterStart(count)
        case _ where text.hasPrefix("-"):
            guard let count = OffsetRange.number(text.dropFirst()) else { return nil }
            self = .beforeEnd(count)
        default:
            guard let offset = OffsetRange.number(text) else { return nil }
            self = .offset(offset)
        }
    }
}
