import SimulatedWorld
import Synchronization
import Testing
import World

private final class Diary: TimerHandler {
    let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
    func timerFired(now: Instant) { add("timer \(now.nanoseconds)") }
}

@Suite struct SchedulerTests {
    @Test func loopsAndTimersKeepTheirOrder() {
        let scheduler = Scheduler(seed: 1)
        let loop = SimulatedLoop(scheduler)
        let diary = Diary()
        let start = scheduler.monotonic
        let wall = loop.wall
        loop.schedule(at: start.advanced(milliseconds: 5), diary)
        loop.execute {
            diary.add("first")
            loop.execute { diary.add("third") }
        }
        loop.execute { diary.add("second") }
        scheduler.run(until: start.advanced(milliseconds: 4))
        #expect(diary.all == ["first", "second", "third"])
        scheduler.stepWall(milliseconds: -1000)
        #expect(loop.wall.milliseconds == wall.milliseconds + 4 - 1000)
        #expect(scheduler.runUntilIdle())
        #expect(
            diary.all.last == "timer \(start.nanoseconds + 5_000_000)"
                && loop.now.nanoseconds == start.nanoseconds + 5_000_000)
    }

    /// Jobs of a lane never overlap, lanes do; the same seed tells the same story, others tell others.
    @Test func jobsAreTwoEventsInASeededOrder() {
        func story(_ seed: UInt64, crashAfter: Int = .max) -> (lines: [String], hash: UInt64) {
            let scheduler = Scheduler(seed: seed)
            let jobs = SimulatedJobs(scheduler)
            let diary = Diary()
            for number in 0..<4 {
                for (name, lane) in [("a", Lane.flush(0)), ("b", Lane.background)] {
                    jobs.submit(lane) {
                        diary.add("\(name)\(number) does")
                    } completion: {
                        diary.add("\(name)\(number) done")
                    }
                }
            }
            var steps = 0
            while scheduler.step() {
                steps += 1
                if steps == crashAfter { jobs.crash() }
            }
            return (diary.all, scheduler.traceHash)
        }
        let expected = (0..<4).flatMap { ["\($0) does", "\($0) done"] }
        var stories: Set<[String]> = []
        for seed in 0..<20 as Range<UInt64> {
            let told = story(seed)
            #expect(told == story(seed), "seed \(seed)")
            for lane in ["a", "b"] {
                #expect(
                    told.lines.filter { $0.hasPrefix(lane) }.map { String($0.dropFirst()) } == expected, "seed \(seed)")
            }
            stories.insert(told.lines)
        }
        #expect(stories.count > 10)
        #expect(story(5, crashAfter: 3).lines == Array(story(5).lines.prefix(3)))
        #expect(SeededRandom(seed: 4).next() == SeededRandom(seed: 4).next())
    }
}
