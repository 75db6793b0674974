/// A regular expression over topic names, in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax), that
/// matches a name as a whole (KIP-848).
///
/// Time to match is at most the length of the name times that of the program, whatever the expression: it runs as an
/// automaton that is in many states at once (Thompson 1968; Pike's simulation without captures) and never goes back.
/// Names of topics are ASCII, so it reads bytes, and what only others could match matches nothing.
public struct TopicPattern: Sendable {
    /// Instructions that an expression may take; repetitions multiply them.
    static let maxInstructions = 4_096

    /// Bytes of an expression: as many as a string of Kafka's may have.
    static let maxLength = 32_767

    private let program: [PatternInstruction]

    /// Reads an expression.
    ///
    /// - Throws: what is wrong with it.
    public init(_ expression: String) throws(PatternError) {
        guard expression.utf8.count <= TopicPattern.maxLength else {
            throw PatternError(reason: "expression too large")
        }
        var parser = PatternParser(expression)
        let tree = try parser.parse()
        guard tree.size < TopicPattern.maxInstructions else { throw PatternError(reason: "expression too large") }
        var compiler = PatternCompiler()
        compiler.emit(tree)
        program = compiler.finish()
    }

    /// Whether the whole of `name` matches.
    public func matches(_ name: String) -> Bool {
        var run = PatternRun(program)
        return run.matches(Array(name.utf8))
    }
}

/// Why an expression is refused.
public struct PatternError: Error, Equatable {
    /// In the words that Kafka's library uses.
    public let reason: String
}

/// A step of a program.
enum PatternInstruction: Sendable {
    /// Reads a byte of the set, then goes on with the next instruction.
    case read(AsciiSet)
    /// Goes on in both places.
    case split(Int, Int)
    case jump(Int)
    /// Goes on only there.
    case atStart
    case atEnd
    case atWordBoundary(Bool)
    case match
}

/// Writes a tree down as a program.
struct PatternCompiler {
    private var program: [PatternInstruction] = []

    mutating func emit(_ node: PatternNode) {
        switch node {
        case .empty: break
        case .read(let set): program.append(.read(set))
        case .atStart: program.append(.atStart)
        case .atEnd: program.append(.atEnd)
        case .atWordBoundary(let wanted): program.append(.atWordBoundary(wanted))
        case .sequence(let parts): for part in parts { emit(part) }
        case .choice(let branches): emit(branches: branches)
        case .repeated(let part, let least, let most): emit(part, least: least, most: most)
        }
    }

    private mutating func emit(branches: [PatternNode]) {
        var ends: [Int] = []
        for (index, branch) in branches.enumerated() {
            guard index < branches.count - 1 else {
                emit(branch)
                break
            }
            let split = reserve()
            emit(branch)
            ends.append(reserve())
            program[split] = .split(split + 1, program.count)
        }
        for end in ends { program[end] = .jump(program.count) }
    }

    private mutating func emit(_ part: PatternNode, least: Int, most: Int?) {
        for _ in 0..<least { emit(part) }
        guard let most else {
            let split = reserve()
            emit(part)
            program.append(.jump(split))
            program[split] = .split(split + 1, program.count)
            return
        }
        var splits: [Int] = []
        for _ in least..<max(most, least) {
            splits.append(reserve())
            emit(part)
        }
        for split in splits { program[split] = .split(split + 1, program.count) }
    }

    /// An instruction to be filled in.
    private mutating func reserve() -> Int {
        program.append(.match)
        return program.count - 1
    }

    consuming func finish() -> [PatternInstruction] {
        program.append(.match)
        return program
    }
}

/// All the places of a program that a run is in at once.
struct PatternRun {
    private let program: [PatternInstruction]
    /// For each instruction the step in which it was last entered.
    private var entered: [Int]
    private var places: [Int] = []
    private var pending: [Int] = []

    init(_ program: [PatternInstruction]) {
        self.program = program
        entered = Array(repeating: -1, count: program.count)
    }

    mutating func matches(_ bytes: [UInt8]) -> Bool {
        enter(0, at: 0, in: bytes)
        for (index, byte) in bytes.enumerated() {
            let before = places
            places.removeAll(keepingCapacity: true)
            for place in before {
                if case .read(let set) = program[place], set.contains(byte) {
                    enter(place + 1, at: index + 1, in: bytes)
                }
            }
            if places.isEmpty { return false }
        }
        return places.contains { if case .match = program[$0] { true } else { false } }
    }

    /// Goes on from `place` to all instructions that read, each once in a step.
    private mutating func enter(_ place: Int, at position: Int, in bytes: [UInt8]) {
        pending.append(place)
        while let place = pending.popLast() {
            guard entered[place] != position else { continue }
            entered[place] = position
            switch program[place] {
            case .read, .match: places.append(place)
            case .jump(let next): pending.append(next)
            case .split(let first, let second): pending += [second, first]
            case .atStart: if position == 0 { pending.append(place + 1) }
            case .atEnd: if position == bytes.count { pending.append(place + 1) }
            case .atWordBoundary(let wanted):
                let isWordBefore = position > 0 && AsciiSet.word.contains(bytes[position - 1])
                let isWordAfter = position < bytes.count && AsciiSet.word.contains(bytes[position])
                if (isWordBefore != isWordAfter) == wanted { pending.append(place + 1) }
            }
        }
    }
}
