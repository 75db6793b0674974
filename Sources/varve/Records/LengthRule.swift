import Records

/// What a length in a record format can hold. All bits of a width set mean -1, which is null: so a field of 255 bytes has
/// no length in `{big8}`, nor has any longer one. Written all the same it would read back as another record.
struct LengthRule: Sendable {
    /// Whose length it is; nil for the number of headers.
    fileprivate let field: RecordFormat.TextField?
    /// Whether it stands within `%h{…}`, for each header's key or value.
    fileprivate let isInHeaders: Bool
    /// The lengths that can be written; -1 is null.
    fileprivate let allowed: ClosedRange<Int>
    /// How the form is spelt.
    fileprivate let form: String

    /// Nil where every length can be written.
    fileprivate init?(_ field: RecordFormat.TextField?, _ form: RecordFormat.NumberForm, isInHeaders: Bool) {
        self.field = field
        self.isInHeaders = isInHeaders
        switch form {
        case .bool: (allowed, self.form) = (0...1, "bool")
        case .fixed(let length): (allowed, self.form) = (Int(clamping: length)...Int(clamping: length), "\(length)")
        case .hex(let digits) where digits < 16:
            (allowed, self.form) = (-1...((1 << (digits * 4)) - 2), "hex\(digits * 4)")
        case .big(let bytes) where bytes < 8: (allowed, self.form) = (-1...((1 << (bytes * 8)) - 2), "big\(bytes * 8)")
        case .little(let bytes) where bytes < 8:
            (allowed, self.form) = (-1...((1 << (bytes * 8)) - 2), "little\(bytes * 8)")
        default: return nil
        }
    }
}

extension RecordFormat {
    /// The rules of all lengths in `steps`.
    static func rules(of steps: [Step], isInHeaders: Bool = false) -> [LengthRule] {
        steps.flatMap { step -> [LengthRule] in
            switch step {
            case .length(let field, let form): [LengthRule(field, form, isInHeaders: isInHeaders)].compactMap { $0 }
            case .headerCount(let form): [LengthRule(nil, form, isInHeaders: isInHeaders)].compactMap { $0 }
            case .headers(let inner): rules(of: inner, isInHeaders: true)
            default: []
            }
        }
    }

    /// Why a record cannot be written in this format; nil where it can.
    func misfit(_ record: borrowing Record, _ context: RecordContext) -> Failure? {
        for rule in lengthRules {
            var wrong: Int?
            func check(_ length: Int) { if !rule.allowed.contains(length) { wrong = length } }
            switch rule.field {
            case nil: check(record.headerCount)
            case .topic: check(context.topic.utf8.count)
            case let field where rule.isInHeaders:
                var headers = record.headers
                while let header = headers.next() {
                    check(field == .key ? header.key.byteCount : header.value?.byteCount ?? -1)
                }
            case .key: check(record.key?.byteCount ?? -1)
            case .value: check(record.value?.byteCount ?? -1)
            }
            guard let wrong else { continue }
            let place = "offset \(record.offset) of \(context.topic)-\(context.partition)"
            let limit = rule.allowed.count == 1 ? "is another length" : "holds up to \(rule.allowed.upperBound)"
            return Failure(
                .failed, "\(place): a length of \(wrong) cannot be written: {\(rule.form)} \(limit)",
                hint: "take a wider form, such as {big32}")
        }
        return nil
    }
}
