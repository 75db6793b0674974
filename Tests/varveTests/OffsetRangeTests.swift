import Testing

@testable import varve

@Suite struct OffsetRangeTests {
    typealias Position = OffsetRange.Position
    let now: Int64 = 1_790_000_000_000

    @Test func everyFormOfOffsets() {
        let day: Int64 = 86_400_000
        let november = TimeText.days(2026, 11, 1) * day
        let expectations: [(String, Position, Position?)] = [
            ("start", .start, nil), ("end", .end, nil), ("stored", .stored, nil), ("17", .offset(17), nil),
            ("17:", .offset(17), nil), (":17", .start, .offset(17)), ("5:17", .offset(5), .offset(17)),
            ("5+10", .offset(5), .offset(15)), ("+50", .afterStart(50), nil), ("-50", .beforeEnd(50), nil),
            (":end", .start, .end), ("-50:end", .beforeEnd(50), .end), ("+5:-5", .afterStart(5), .beforeEnd(5)),
            ("@-1h", .time(now - 3_600_000), nil), ("@-2h:-1h", .time(now - 7_200_000), .time(now - 3_600_000)),
            ("@2026-11-01:1d", .time(november), .time(november + day)), ("@1357034400", .time(1_357_034_400_000), nil),
            ("@1357034400000:end", .time(1_357_034_400_000), .end),
            ("@2026-11-01T10:30", .time(november + 37_800_000), nil),
            ("@2026-11-01T10:30:05.25Z:1h30m", .time(november + 37_805_250), .time(november + 43_205_250)),
            ("@2026-11-01T00:00:00+01:00", .time(november - 3_600_000), nil), ("@now", .time(now), nil),
            ("@2026-11-01T10:30:2026-11-02", .time(november + 37_800_000), .time(november + day)),
        ]
        for (text, from, to) in expectations {
            let range = OffsetRange(text, now: now)
            #expect(range?.from == from && range?.to == to, "\(text)")
        }
        let wrong = [
            "", ":", "begin", "5-", "--5", "5:x", "5+", "7:5", "x+5", "9223372036854775807+1", "@", "@tomorrow",
            "@2026-13-01",
            "@2026-02-30", "@25:00", "@-1y", "5:stored", "@2026-11-01T24:00", "99999999999999999999",
            "@-99999999999999w",
        ]
        for text in wrong { #expect(OffsetRange(text, now: now) == nil, "\(text)") }
    }

    @Test func timesAreISO8601() {
        let expectations: [(Int64, String)] = [
            (0, "1970-01-01T00:00:00.000Z"), (1_357_034_400_007, "2013-01-01T10:00:00.007Z"), (-1, "-"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (.max, "9223372036854775807"),
            (-2, "1969-12-31T23:59:59.998Z"),
            (.min, "-9223372036854775808"),
        ]
        for (time, text) in expectations {
            #expect(TimeText.iso(time) == text)
            let short = text.dropLast(5) + "Z"
            if text.hasSuffix("Z") {
                #expect(TimeText.seconds(Array(short.utf8)[...]) == TimeText.point(String(short), now: 0))
            }
            if text.hasSuffix("Z") { #expect(TimeText.point(text, now: now) == time) }
        }
    }
}
