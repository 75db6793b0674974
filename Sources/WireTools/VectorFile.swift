/// Why a vector does not hold.
struct VectorFault: Error {
    let text: String
    init(_ text: String) { self.text = text }
}

/// A file of vectors, one a line: messages, or batches.
public struct VectorFile: Sendable {
    /// How many lines held.
    public private(set) var passed = 0
    /// The lines that did not, each with its number and the reason.
    public private(set) var failures: [String] = []

    /// Checks every line of `text`; empty ones are passed over.
    public init(checking text: [UInt8]) {
        for (index, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy({ $0 <= 0x20 }) { continue }
            do throws(VectorFault) {
                try VectorFile.check(line)
                passed += 1
            } catch {
                failures.append("line \(index + 1): \(error.text)")
            }
        }
    }

    private static func check(_ line: ArraySlice<UInt8>) throws(VectorFault) {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: line)
        } catch {
            throw VectorFault("not JSON: \(error)")
        }
        if json["batches"] != nil {
            try BatchVector(json).check()
        } else {
            try MessageVector(json).check()
        }
    }
}
