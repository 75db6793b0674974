/// Points in time and spans as text; UTC throughout, the proleptic Gregorian calendar.
enum TimeText {
    private static let day: Int64 = 86_400_000

    /// "2013-01-01T10:00:00.000Z"; "-" for -1, which means "none" in Kafka; a plain number outside of the years 0 to 9999.
    static func iso(_ milliseconds: Int64) -> String {
        guard milliseconds != -1 else { return "-" }
        guard (-62_167_219_200_000..<253_402_300_800_000).contains(milliseconds) else { return String(milliseconds) }
        let days = milliseconds >= 0 ? milliseconds / day : -((day - 1 - milliseconds) / day)
        let rest = milliseconds - days * day
        let (year, month, dayOfMonth) = civil(days)
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        func padded(_ value: Int64, _ width: Int) -> String { String(String(value + 10_000).suffix(width)) }
        let date = "\(padded(year, 4))-\(two(month))-\(two(dayOfMonth))"
        let time = "\(two(rest / 3_600_000)):\(two(rest / 60_000 % 60)):\(two(rest / 1000 % 60))"
        return "\(date)T\(time).\(padded(rest % 1000, 3))Z"
    }

    /// Reads a point in time: milliseconds since 1970 (at most ten digits: seconds; seventeen or more: nanoseconds); a date; a date
    /// and time ("2013-01-01T10:00:00Z", "…+01:00", seconds and zone may be missing); "now"; a span back from now
    /// ("-1h").
    static func point(_ text: String, now: Int64) -> Int64? {
        if text == "now" { return now }
        if text.hasPrefix("-"), let span = span(String(text.dropFirst())) { return now - span }
        if !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int64(text) {
            return text.count <= 10 ? number * 1000 : text.count >= 17 ? number / 1_000_000 : number
        }
        return calendar(text)
    }

    /// Reads a span: "90s", "5m", "1h30m", "2d", "1w", "250ms"; milliseconds.
    static func span(_ text: String) -> Int64? {
        let units: [(String, Int64)] = [
            ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", day), ("w", 7 * day),
        ]
        var rest = text[...]
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard let count = Int64(digits), let unit = units.first(where: { rest.hasPrefix($0.0) }) else { return nil }
            rest = rest.dropFirst(unit.0.count)
            let (product, tooMuch) = count.multipliedReportingOverflow(by: unit.1)
            let (sum, overflow) = total.addingReportingOverflow(product)
            guard !tooMuch, !overflow, sum < 1 << 52 else { return nil }
            total = sum
        }
        return total
    }

    /// The shape that most texts have, exactly "2013-01-01T10:00:00Z", without a detour over strings; nil for others.
    static func seconds(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard bytes.count == 20 else { return nil }
        let start = bytes.startIndex
        for (place, mark) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "Z")] as [(Int, Unicode.Scalar)]
        where bytes[start + place] != UInt8(ascii: mark) { return nil }
        func number(_ place: Int, _ count: Int) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[(start + place)..<(start + place + count)] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let dayOfMonth = number(8, 2),
            let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2), hour < 24, minute < 60, second < 60,
            (1...12).contains(month)
        else { return nil }
        let days = days(year, month, dayOfMonth)
        guard civil(days) == (year, month, dayOfMonth) else { return nil }
        return days * day + ((hour * 60 + minute) * 60 + second) * 1000
    }

    private static func calendar(_ text: String) -> Int64? {
        let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
        guard date.count == 3, let year = date[0], let month = date[1], let dayOfMonth = date[2],
            (0...9999).contains(year), (1...12).contains(month), (1...31).contains(dayOfMonth)
        else { return nil }
        let days = days(year, month, dayOfMonth)
        guard civil(days) == (year, month, dayOfMonth) else { return nil }
        guard halves.count == 2 else { return days * day }
        return timeOfDay(halves[1]).map { days * day + $0 }
    }

    /// "10:00", "10:00:00", "10:00:00.123", each with "Z", "+01:00" or nothing after it.
    private static func timeOfDay(_ text: Substring) -> Int64? {
        var (clock, shift): (Substring, Int64) = (text, 0)
        if text.hasSuffix("Z") {
            clock = text.dropLast()
        } else if let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let zone = text[text.index(after: sign)...].split(separator: ":").map { Int64($0) }
            guard zone.count == 2, let hours = zone[0], let minutes = zone[1], hours < 24, minutes < 60 else {
                return nil
            }
            shift = (hours * 60 + minutes) * 60_000 * (text[sign] == "+" ? -1 : 1)
            clock = text[..<sign]
        }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hours = Int64(parts[0]), let minutes = Int64(parts[1]),
            (0..<24).contains(hours), (0..<60).contains(minutes)
        else { return nil }
        var total = (hours * 60 + minutes) * 60_000
        if parts.count == 3 {
            let second = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard let seconds = Int64(second[0]), (0..<60).contains(seconds) else { return nil }
            total += seconds * 1000
            if second.count == 2 {
                guard !second[1].isEmpty, let digits = Int64((second[1] + "00").prefix(3)) else { return nil }
                total += digits
            }
        }
        return total + shift
    }

    /// Days since 1970-01-01 (Howard Hinnant's algorithm: years begin in March, eras have 400 years).
    static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a day since 1970-01-01.
    static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }
}
