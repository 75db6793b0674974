extension Setting {
    /// Why `value` cannot be set; nil where it can. For Kafka's INVALID_CONFIG, after "Invalid value … for configuration
    /// …: ".
    public func fault(in value: String) -> String? {
        if status == .refused, value != defaultValue { return "\(name) is not supported" }
        switch type {
        case .boolean:
            return ["true", "false"].contains(value.lowercased()) ? nil : "Expected value to be either true or false"
        case .int: return number(value, Int32.self, "INT") ?? bounds(value)
        case .short: return number(value, Int16.self, "SHORT") ?? bounds(value)
        case .long: return number(value, Int64.self, "LONG") ?? bounds(value)
        case .double: return Double(value) == nil ? "Not a number of type DOUBLE" : bounds(value)
        case .list:
            for element in Setting.elements(of: value) {
                if let fault = word(element) { return fault }
            }
            return form(value)
        case .string: return word(value) ?? form(value)
        case .classname, .password: return nil
        }
    }

    /// What words and bounds cannot say of a few settings.
    private func form(_ value: String) -> String? {
        switch name {
        case "leader.replication.throttled.replicas", "follower.replication.throttled.replicas":
            let isLegal = value == "*" || Setting.elements(of: value).allSatisfy(isReplica)
            return isLegal
                ? nil : "\(name) must be the literal '*' or a list of replicas as [partitionId]:[brokerId],..."
        case "share.auto.offset.reset":
            // The duration itself is looked at by those who read it.
            return ["earliest", "latest"].contains(value.lowercased()) || value.lowercased().hasPrefix("by_duration:p")
                ? nil : "The value must be either 'earliest', 'latest' or of the format 'by_duration:<PnDTnHnMn.nS>'."
        default: return nil
        }
    }

    private func isReplica(_ text: String) -> Bool {
        let numbers = text.split(separator: ":", omittingEmptySubsequences: false)
        return numbers.count == 2 && numbers.allSatisfy { UInt32($0) != nil }
    }

    /// The elements of a list's value.
    public static func elements(of value: String) -> [String] {
        value.split(separator: ",").map { element in
            let trimmed = element.drop { $0 == " " }
            return String(trimmed.reversed().drop { $0 == " " }.reversed())
        }
    }

    private func number<T: FixedWidthInteger>(_ value: String, _ type: T.Type, _ word: String) -> String? {
        if T(value) != nil { return nil }
        return "Not a number of type \(word)"
    }

    private func bounds(_ value: String) -> String? {
        guard let number = Double(value), !words.contains(value) else { return nil }
        if let minimum, number < minimum { return "Value must be at least \(text(minimum))" }
        if let maximum, number > maximum { return "Value must be no more than \(text(maximum))" }
        return number.isNaN ? "Not a number" : nil
    }

    /// Bounds are written as whole numbers wherever they are.
    private func text(_ bound: Double) -> String {
        Int64(exactly: bound).map { "\($0)" } ?? "\(bound)"
    }

    private func word(_ value: String) -> String? {
        if value == defaultValue { return nil }
        let word = ignoresCase ? value.lowercased() : value
        if words.isEmpty || words.contains(word) { return nil }
        return "String must be one of: \(words.joined(separator: ", "))"
    }
}
