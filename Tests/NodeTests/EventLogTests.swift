import Glibc
import Posix
import Testing
import World

@testable import Node

@Suite struct EventLogTests {
    @Test func writesOneLinePerEventAndCountsTheRest() {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        let log = EventLog(minimum: .info, descriptor: ends[1], clock: SystemClock())
        log.emit(Event(.debug, "log.detail", "not wanted"))
        log.emit(Event(.warning, "log.truncated", "two\nlines"))
        for number in 0..<2000 { log.emit(Event(.info, "broker.noise", "\(number)")) }
        log.stop()
        close(ends[1])
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        var count = 0
        while case let more = bytes[count...].withUnsafeMutableBytes({ read(ends[0], $0.baseAddress, $0.count) }),
            more > 0
        {
            count += more
        }
        close(ends[0])
        let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
        #expect(lines[0].hasSuffix("Z warning log.truncated  two lines"))
        // Ten a second, and the machine may need a few seconds for the loop; the others are counted.
        let written = lines.filter { $0.contains("broker.noise") }.count
        let left = lines.filter { $0.contains("events.left") }.compactMap {
            $0.split(separator: " ").dropFirst(3).first
        }
        #expect((10...100).contains(written))
        #expect(written + left.compactMap { Int($0) }.reduce(0, +) == 2000)
        let line = EventLog.line(Event(.error, "a.b", "c"), at: Timestamp(milliseconds: 1_357_017_420_050))
        #expect(line == "2013-01-01T05:17:00.050Z error   a.b  c\n")
    }
}
